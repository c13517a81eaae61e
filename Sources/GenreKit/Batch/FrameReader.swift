internal import GenreBase
import Synchronization

/// Reads recordings that are sent through a pipe in frames: the format `genre-frames/1` (`Docs/Formats.md`).
package final class FrameReader: Sendable {
  /// One recording.
  struct Frame: Sendable {
    /// What its sender calls it.
    let name: String
    /// The whole file.
    let bytes: [UInt8]
  }

  /// The first line of the format.
  package static let magic = "genre-frames/1\n"
  /// The longest name in bytes.
  package static let nameLimit = 1 << 16

  private let recordingLimit: Int
  private let budget: ByteBudget
  private let input: Mutex<(bytes: ByteInput, hasBegun: Bool, frameCount: Int)>

  /// - Parameters:
  ///   - path: Where frames come from; `-` is standard input.
  ///   - recordingLimit: The most bytes of a recording.
  ///   - inFlightLimit: The most bytes of all recordings that are held in memory at a time; a single one may have more.
  /// - Throws: ``GenreError`` with code `notFound` or `unreadable`.
  package init(
    contentsOf path: String, recordingLimit: Int = 256 << 20, inFlightLimit: Int = 512 << 20
  ) throws(GenreError) {
    self.recordingLimit = recordingLimit
    budget = ByteBudget(limit: inFlightLimit)
    input = Mutex((try ByteInput(path: path), false, 0))
  }

  /// Waits for the next frame, and for memory to hold it; nil at the end of the input. Give its bytes back by
  /// ``release(_:)``.
  ///
  /// - Throws: ``GenreError``: `invalidData` where the input is not in the format or ends inside a frame,
  ///   `limitExceeded` for a frame that claims more than is allowed, `unreadable`.
  func next() throws(GenreError) -> Frame? {
    try input.withLock { input throws(GenreError) in
      if !input.hasBegun { try Self.readMagic(input.bytes) }
      input.hasBegun = true
      input.frameCount += 1
      return try frame(number: input.frameCount, from: input.bytes)
    }
  }

  /// Lets the memory of a frame be used for others.
  func release(_ frame: Frame) { budget.release(frame.bytes.count) }

  private static func readMagic(_ input: ByteInput) throws(GenreError) {
    let start = try input.bytes(magic.utf8.count)
    guard start.elementsEqual(magic.utf8) else {
      throw GenreError(
        .invalidData,
        "the input does not begin with the line genre-frames/1; send frames as Docs/Formats.md describes")
    }
  }

  private func frame(number: Int, from input: ByteInput) throws(GenreError) -> Frame? {
    let header = try input.bytes(12)
    guard !header.isEmpty else { return nil }
    guard header.count == 12 else { throw Self.truncated(number) }
    let (nameLength, length) = (Self.number(header[..<4]), Self.number(header[4...]))
    guard nameLength <= Self.nameLimit else {
      throw Self.oversized(number, "a name of \(nameLength)", limit: Self.nameLimit)
    }
    guard length <= recordingLimit else {
      throw Self.oversized(number, "a recording of \(length)", limit: recordingLimit)
    }
    return try frame(number: number, nameLength: Int(nameLength), length: Int(length), from: input)
  }

  private func frame(
    number: Int, nameLength: Int, length: Int, from input: ByteInput
  ) throws(GenreError) -> Frame {
    let name = try input.bytes(nameLength)
    budget.take(length)
    let bytes = try input.bytes(length)
    guard name.count == nameLength, bytes.count == length else { throw Self.truncated(number) }
    return Frame(name: PathText.text(name), bytes: bytes)
  }

  /// Big endian.
  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func truncated(_ number: Int) -> GenreError {
    GenreError(.invalidData, "the input ends inside frame \(number); was its sender stopped?")
  }

  private static func oversized(_ number: Int, _ claim: String, limit: Int) -> GenreError {
    GenreError(
      .limitExceeded,
      "frame \(number) announces \(claim) bytes, more than the \(limit) that are accepted; raise the limit or check "
        + "that each length before it is right")
  }
}
