@testable import GenreAudio

/// The sniffer, and whatever reader it chooses.
enum SoundTargets {
  /// A small input may stand for hours of sound; that they take long is no finding.
  private static let limits = AudioLimits(maximumDuration: 120)
  /// The greatest number of samples that one input is read for: more channels or higher rates than music has take long.
  private static let sampleLimit = 1 << 23

  /// Recognises an input.
  static func sniff(_ input: [UInt8]) throws {
    guard !input.isEmpty else { return }
    let recognition = try FormatSniffer.recognize(MemoryBytes(input))
    let range = recognition.range
    try Finding.require(
      range.lowerBound >= 0 && range.upperBound <= input.count, "the sound lies outside the file: \(range)")
  }

  /// Decodes an input as a stream: finite samples or an error.
  static func decode(_ input: [UInt8]) throws {
    let stream = try AudioDecoder(limits: limits).stream(.bytes(input))
    var block = [Float](repeating: 0, count: 8192)
    while stream.position * stream.format.channelCount < sampleLimit {
      let count = try stream.read(into: &block)
      guard count > 0 else { break }
      try Finding.require(block[..<count].allSatisfy(\.isFinite), "a sample is not finite")
    }
    for warning in stream.warnings { try check(warning.message) }
  }

  /// Decodes an input by FFmpeg's libraries, whatever the sniffer would say.
  static func decodeByFFmpeg(_ input: [UInt8]) throws {
    guard !input.isEmpty else { return }
    let source = MemoryBytes(input)
    let reader = try ForeignSound.reader(ByteCursor(source, range: 0..<input.count), name: "a fuzzed file")
    var sampleCount = 0
    while sampleCount < sampleLimit, let block = try reader.nextBlock() {
      sampleCount += block.count
      try Finding.require(
        block.count % max(1, reader.blockChannelCount) == 0, "a block ends inside a frame of samples")
    }
  }

  private static func check(_ message: String) throws {
    try Finding.require(!message.isEmpty && !message.contains("\n"), "a message of no line or several")
  }
}
