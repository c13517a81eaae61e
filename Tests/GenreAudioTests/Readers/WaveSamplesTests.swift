import Foundation
import GenreAudio
import GenreTestSupport
import Testing

/// WAVE files that nothing is wrong with give the samples that libsndfile gives, bit for bit.
@Suite struct WaveSamplesTests {
  private static let containers: Set<AudioFormat.Container> = [.wav, .rf64, .wave64]

  @Test(arguments: Fixture.all.filter { containers.contains($0.container) && $0.name != "mpeg.wav" })
  func fixturesAreLibsndfiles(_ fixture: Fixture) throws {
    expectEqual(
      try AudioDecoder().decode(contentsOf: fixture.path).signal.samples, try Sndfile.samples(fixture.path))
  }

  /// Every value that a sample may have begins with, in every encoding and order of bytes.
  @Test(arguments: WaveFileBytes.Kind.allCases) func anyBytesAreLibsndfiles(_ kind: WaveFileBytes.Kind) throws
  {
    var random = SeededGenerator(seed: 5)
    let sound = (0...255).flatMap { [UInt8($0)] } + random.bytes(3 * 8 * 997 - 256)
    for (tag, bits) in [(1, 8), (1, 16), (1, 24), (1, 32), (6, 8), (7, 8), (1, 12), (1, 20)] {
      for channels in [1, 3] {
        try expectSame(
          WaveFileBytes(kind: kind, formatTag: tag, bitsPerSample: bits, channelCount: channels)(sound))
      }
    }
  }

  @Test(arguments: [WaveFileBytes.Kind.riff, .rifx, .rf64]) func floatsAreLibsndfiles(
    _ kind: WaveFileBytes.Kind
  ) throws {
    var random = SeededGenerator(seed: 6)
    let values = random.floats(4000) + [0, -0.0, 1, -1, 1.5, .leastNonzeroMagnitude]
    let isBig = kind == .rifx
    let singles = values.flatMap { Self.bytes(isBig ? $0.bitPattern.bigEndian : $0.bitPattern) }
    let doubles = values.flatMap {
      let pattern = (Double($0) / 3).bitPattern
      return Self.bytes(isBig ? pattern.bigEndian : pattern)
    }
    try expectSame(WaveFileBytes(kind: kind, formatTag: 3, bitsPerSample: 32)(singles))
    try expectSame(WaveFileBytes(kind: kind, formatTag: 3, bitsPerSample: 64, channelCount: 2)(doubles))
  }

  private func expectSame(_ bytes: [UInt8]) throws {
    let decoded = try AudioDecoder().decode(bytes)
    #expect(decoded.warnings.isEmpty, "\(decoded.warnings)")
    // libsndfile does not know BW64, which but for its name is RF64.
    var known = bytes
    if bytes.starts(with: Array("BW64".utf8)) { known.replaceSubrange(0..<4, with: Array("RF64".utf8)) }
    let file = try TemporaryFile(holding: known)
    expectEqual(decoded.signal.samples, try Sndfile.samples(file.path))
  }

  private func expectEqual(_ found: [Float], _ expected: [Float]) {
    #expect(found.count == expected.count && !found.isEmpty)
    #expect(zip(found, expected).allSatisfy { $0.bitPattern == $1.bitPattern })
  }

  private static func bytes<Word: FixedWidthInteger>(_ word: Word) -> [UInt8] {
    withUnsafeBytes(of: word) { Array($0) }
  }
}
