import Foundation
import GenreAudio
import GenreTestSupport
import Testing

/// Random bytes in the middle may look like headers of another rate; what follows them must be heard all the same.
@Suite struct DamagedMPEGTests {
  private static let demo = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Examples/demo.mp3")

  @Test(arguments: 1...24) func whatFollowsTheDamageIsHeard(seed: UInt64) throws {
    var bytes = [UInt8](try Data(contentsOf: Self.demo))
    let whole = try AudioDecoder().decode(bytes).signal.frameCount
    var generator = SeededGenerator(seed: seed)
    let start = Int.random(in: 4000..<bytes.count / 2, using: &generator)
    for index in start..<start + 5000 { bytes[index] = UInt8.random(in: 0...255, using: &generator) }
    let decoded = try AudioDecoder().decode(bytes)
    // 5,000 bytes at 64 kbit/s and more are two thirds of a second at the most.
    #expect(decoded.signal.frameCount > whole - Int(decoded.signal.sampleRate), "\(decoded.warnings)")
    #expect(!decoded.warnings.contains { $0.code == .formatChange })
  }
}
