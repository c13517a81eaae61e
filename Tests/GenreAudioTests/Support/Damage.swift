import GenreAudio
import GenreTestSupport

/// Damage as disks, networks and editors do it, the same on every run.
enum Damage {
  static let variantsPerFixture = 90

  struct Finding: Error { let text: String }

  /// Decodes the damaged variants of every third fixture.
  static func run(part: Int) throws {
    for (index, fixture) in Fixture.all.enumerated() where index % 3 == part {
      try run(fixture.bytes(), name: fixture.name, seed: index)
    }
  }

  /// Decodes the damaged variants of one file.
  static func run(_ whole: [UInt8], name: String, seed: Int) throws {
    let limit = try AudioDecoder().decode(whole).signal.frameCount * 400 + 2_000_000
    for variant in 0..<variantsPerFixture {
      var random = SeededGenerator(seed: UInt64(seed * 1000 + variant))
      try check(damaged(whole, &random), frameLimit: limit, "\(name) variant \(variant)")
    }
  }

  /// Decodes one file: finite samples or an error, and soon.
  static func check(_ bytes: [UInt8], frameLimit: Int, _ name: String) throws {
    let clock = ContinuousClock()
    let start = clock.now
    do {
      let samples = try AudioDecoder().stream(.bytes(bytes), resampledTo: 22050).readToEnd()
      guard !samples.isEmpty else { throw Finding(text: "\(name): no samples and no error") }
      guard samples.allSatisfy(\.isFinite) else { throw Finding(text: "\(name): a sample is not finite") }
      guard samples.count <= frameLimit else { throw Finding(text: "\(name): \(samples.count) samples") }
      try checkSeeking(bytes, samples, name)
    } catch let error as AudioError {
      let isAnswer = !error.message.isEmpty && !error.description.contains("\n")
      guard isAnswer, error.code != .systemFailure else { throw Finding(text: "\(name): \(error)") }
    }
    guard clock.now - start < .seconds(10) else { throw Finding(text: "\(name): took \(clock.now - start)") }
  }

  /// Goes to places of a damaged file: finite samples or none, and all of them again from the start on.
  private static func checkSeeking(_ bytes: [UInt8], _ samples: [Float], _ name: String) throws {
    let stream = try AudioDecoder().stream(.bytes(bytes), resampledTo: 22050)
    if let duration = try stream.seekableDuration() {
      var block = [Float](repeating: 0, count: 4096)
      for part in [0.7, 0.2] where try stream.seek(to: part * duration) {
        let count = try stream.read(into: &block)
        guard block[..<count].allSatisfy(\.isFinite) else { throw Finding(text: "\(name): not finite") }
      }
    }
    try stream.restart()
    guard try stream.readToEnd() == samples else { throw Finding(text: "\(name): other samples again") }
  }

  private static func damaged(_ whole: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = whole
    switch Int.random(in: 0..<7, using: &random) {
    case 0: bytes = Array(whole.prefix(Int.random(in: 0..<whole.count, using: &random)))
    case 1: flip(&bytes, count: 1, within: bytes.count, &random)
    case 2: flip(&bytes, count: 40, within: bytes.count, &random)
    case 3: flip(&bytes, count: 4, within: min(64, bytes.count), &random)
    case 4:
      let span = span(of: bytes, &random)
      bytes.replaceSubrange(span, with: random.bytes(span.count))
    case 5: bytes.removeSubrange(span(of: bytes, &random))
    default:
      // A 32-bit field at its greatest: the classic lie.
      let field = Int.random(in: 0..<min(80, bytes.count - 4), using: &random)
      for offset in field..<field + 4 { bytes[offset] = offset == field ? 0x7F : 0xFF }
    }
    return bytes
  }

  /// Some of the first 200 bytes changed: to anything, to the greatest and least, to a neighbour's.
  static func header(_ whole: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = whole
    let end = min(200, bytes.count - 4)
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let offset = Int.random(in: 0..<end, using: &random)
      let value = [0, 1, 8, 0x7F, 0x80, 0xF0, 0xF8, 0xFC, 0xFF, UInt8.random(in: 0...255, using: &random)]
        .randomElement(using: &random)
      let length = [1, 1, 2, 3, 4, 8].randomElement(using: &random) ?? 1
      for place in offset..<min(offset + length, end) { bytes[place] = value ?? 0 }
      if Int.random(in: 0..<4, using: &random) == 0 {
        bytes.insert(contentsOf: bytes[offset..<offset + 4], at: offset)
      }
    }
    return bytes
  }

  private static func flip(
    _ bytes: inout [UInt8], count: Int, within end: Int, _ random: inout SeededGenerator
  ) {
    for _ in 0..<count {
      bytes[Int.random(in: 0..<end, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    }
  }

  private static func span(of bytes: [UInt8], _ random: inout SeededGenerator) -> Range<Int> {
    let start = Int.random(in: 0..<bytes.count, using: &random)
    return start..<min(bytes.count, start + Int.random(in: 1...500, using: &random))
  }
}
