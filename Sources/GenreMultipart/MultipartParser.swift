/// Reads `multipart/form-data` (RFC 7578, RFC 2046) as it arrives, in memory that does not grow with the body.
///
/// The caller appends what came in and asks for events until there are no more. However the body is cut into chunks,
/// the same parts come out; a part's data may come in several ``Event/data(_:)``.
///
/// ```swift
/// var parser = MultipartParser(boundary: try MultipartBoundary(contentType: contentType))
/// for chunk in chunks {
///   parser.append(chunk)
///   while let event = try parser.next() { ... }
/// }
/// try parser.finish()
/// ```
public struct MultipartParser: Sendable {
  /// The events of parsing, in the order of the body.
  public enum Event: Sendable, Hashable {
    /// A part begins.
    case part(MultipartHeaders)
    /// Bytes of the part; never empty.
    case data(ArraySlice<UInt8>)
    /// The part is complete.
    case endOfPart
  }

  /// The limits of the parser.
  public struct Limits: Sendable, Hashable {
    /// The most parts.
    public var maximumPartCount: Int
    /// The most bytes of the headers of one part.
    public var maximumHeaderByteCount: Int

    /// Creates limits; by default 64 parts, each with headers of 8 KiB at most.
    public init(maximumPartCount: Int = 64, maximumHeaderByteCount: Int = 8192) {
      self.maximumPartCount = maximumPartCount
      self.maximumHeaderByteCount = maximumHeaderByteCount
    }
  }

  private enum State {
    /// Before the first boundary.
    case preamble
    /// In the headers of a part.
    case headers
    /// In a part's data.
    case data
    /// After the final boundary.
    case epilogue
  }

  /// Spaces and tabs that may follow a boundary on its line (RFC 2046: transport padding).
  private static let maximumPadding = 64

  private let delimiter: [UInt8]
  private let limits: Limits
  private var state = State.preamble
  private var partCount = 0
  /// What has come in and is not yet told: `buffer[start...]`.
  private var buffer: [UInt8]
  private var start = 0
  /// Bytes at `start` that serve as the line break in front of a boundary, but are no data.
  private var virtualCount = 2
  /// Bytes from `start` on that hold no end of headers.
  private var searchedCount = 0

  /// Creates a parser of one body.
  public init(boundary: MultipartBoundary, limits: Limits = Limits()) {
    delimiter = boundary.delimiter
    self.limits = limits
    // The first boundary may stand at the very beginning, where no line break is in front of it.
    buffer = Array("\r\n".utf8)
  }

  /// Takes in the next bytes of the body.
  public mutating func append(_ bytes: some Collection<UInt8>) {
    guard state != .epilogue else { return }
    if start > 0 {
      buffer.removeFirst(start)
      start = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// The next event, or nil when it needs more bytes.
  ///
  /// - Throws: ``MultipartError``: `invalidHeader`, `headersTooLarge`, `tooManyParts`. The parser is then done for.
  public mutating func next() throws(MultipartError) -> Event? {
    while true {
      switch state {
      case .epilogue: return nil
      case .headers:
        guard let headers = try takeHeaders() else { return nil }
        return .part(headers)
      case .preamble, .data:
        switch scan() {
        case .needMore: return nil
        case .skipped: continue
        case .data(let range): return .data(buffer[range])
        case .boundary(let isFinal):
          let wasInPart = state == .data
          state = isFinal ? .epilogue : .headers
          if isFinal { drop() }
          if wasInPart { return .endOfPart }
        }
      }
    }
  }

  /// Says that nothing more will come.
  ///
  /// - Throws: ``MultipartError`` with code `incomplete` if the final boundary has not come.
  public func finish() throws(MultipartError) {
    guard state == .epilogue else {
      throw MultipartError(
        .incomplete,
        "the form ends before its final boundary; was the upload cut off, or the boundary another?")
    }
  }

  private mutating func drop() {
    buffer = []
    start = 0
  }
}

// MARK: Boundaries

extension MultipartParser {
  private enum Scan {
    case needMore
    /// Bytes were passed over that are of no interest.
    case skipped
    case data(Range<Int>)
    case boundary(isFinal: Bool)
  }

  private enum Verdict {
    case undecided
    case boundary(end: Int, isFinal: Bool)
    case none
  }

  /// Takes the data up to the next boundary, or that boundary.
  private mutating func scan() -> Scan {
    let end = nextCandidate()
    if end > start { return take(upTo: end) }
    guard buffer.count - start >= delimiter.count else { return .needMore }
    switch verdict() {
    case .undecided: return .needMore
    case .none: return take(upTo: start + delimiter.count)
    case .boundary(let end, let isFinal):
      start = end
      virtualCount = 0
      searchedCount = 0
      return .boundary(isFinal: isFinal)
    }
  }

  private mutating func take(upTo end: Int) -> Scan {
    let lower = min(start + virtualCount, end)
    virtualCount -= lower - start
    start = end
    return state == .data && lower < end ? .data(lower..<end) : .skipped
  }

  /// The first place from `start` on where the delimiter stands, whole or as far as the buffer goes.
  private func nextCandidate() -> Int {
    buffer.withUnsafeBufferPointer { bytes in
      var index = start
      while index < bytes.count {
        if bytes[index] == 0x0D {
          let length = min(delimiter.count, bytes.count - index)
          var matched = 1
          while matched < length && bytes[index + matched] == delimiter[matched] { matched += 1 }
          if matched == length { return index }
        }
        index += 1
      }
      return index
    }
  }

  /// Whether the delimiter at `start` stands alone on its line. If not, the line only begins like it and is data.
  private func verdict() -> Verdict {
    var index = start + delimiter.count
    guard buffer.count - index >= 2 else { return .undecided }
    if buffer[index] == 0x2D && buffer[index + 1] == 0x2D { return .boundary(end: index + 2, isFinal: true) }
    let limit = index + Self.maximumPadding
    while index < buffer.count && (buffer[index] == 0x20 || buffer[index] == 0x09) {
      guard index < limit else { return .none }
      index += 1
    }
    guard index < buffer.count else { return .undecided }
    guard buffer[index] == 0x0D else { return .none }
    guard index + 1 < buffer.count else { return .undecided }
    return buffer[index + 1] == 0x0A ? .boundary(end: index + 2, isFinal: false) : .none
  }
}

// MARK: Headers

extension MultipartParser {
  /// Takes the headers of a part, once they are complete.
  private mutating func takeHeaders() throws(MultipartError) -> MultipartHeaders? {
    guard let length = headerLength() else {
      guard buffer.count - start <= limits.maximumHeaderByteCount + 2 else { throw tooLarge() }
      return nil
    }
    guard length <= limits.maximumHeaderByteCount else { throw tooLarge() }
    partCount += 1
    guard partCount <= limits.maximumPartCount else {
      throw MultipartError(
        .tooManyParts, "the form has more than \(limits.maximumPartCount) parts; send fewer at a time")
    }
    let headers = try MultipartHeaders(buffer[start..<start + length])
    // The line break of the empty line may at the same time be the one in front of a boundary: an empty part.
    start += length
    virtualCount = 2
    state = .data
    return headers
  }

  /// The bytes of the header lines in front of the empty line; nil while that has not come.
  private mutating func headerLength() -> Int? {
    let count = buffer.count - start
    if count >= 2 && buffer[start] == 0x0D && buffer[start + 1] == 0x0A { return 0 }
    var offset = searchedCount
    while offset + 4 <= count {
      let index = start + offset
      if buffer[index] == 0x0D && buffer[index + 1] == 0x0A && buffer[index + 2] == 0x0D
        && buffer[index + 3] == 0x0A
      {
        return offset + 2
      }
      offset += 1
    }
    searchedCount = offset
    return nil
  }

  private func tooLarge() -> MultipartError {
    MultipartError(
      .headersTooLarge, "the headers of a part are longer than \(limits.maximumHeaderByteCount) bytes")
  }
}
