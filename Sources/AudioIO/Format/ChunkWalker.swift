/// One chunk of a container, as much of it as the file holds.
struct Chunk {
  /// The first four bytes of its name.
  let name: String
  /// Where its head begins.
  let start: Int
  /// The length that the head gives its content; nil where no file is as long, or where it is nonsense.
  let declaredLength: Int?
  /// Where its content lies: what the head says, cut at the end of the file.
  let body: Range<Int>

  /// Whether the file holds all that the head announces.
  var isWhole: Bool { declaredLength == body.count }
}

/// The chunks of a container one behind another.
///
/// Only ever walks forwards, by a head at least, and never leaves the file: whatever the lengths say, a walk ends.
struct ChunkWalker: Sequence, IteratorProtocol {
  /// More than any recorder writes. A file of empty chunks must not be walked for minutes.
  static let chunkLimit = 1 << 18

  private let source: any ByteSource
  private let layout: ChunkLayout
  private let end: Int
  private var offset: Int
  private var count = 0

  /// - Parameters:
  ///   - start: where the first chunk begins.
  ///   - end: where the container ends; nil for the end of the source.
  init(_ source: any ByteSource, from start: Int, until end: Int? = nil, layout: ChunkLayout) {
    self.source = source
    self.layout = layout
    self.end = Swift.min(end ?? .max, source.byteCount)
    offset = start
  }

  mutating func next() -> Chunk? {
    let head = ByteFields(
      source.bytes(at: offset, count: Swift.min(layout.headLength, end - offset)),
      isBigEndian: layout.isBigEndian)
    guard count < Self.chunkLimit, head.bytes.count == layout.headLength else { return nil }
    count += 1
    let start = offset
    let declared = declaredLength(head)
    let bodyStart = start + layout.headLength
    let length = Swift.min(declared ?? .max, end - bodyStart)
    resume(behind: length, of: start)
    return Chunk(
      name: String(decoding: head.bytes.prefix(4), as: UTF8.self), start: start, declaredLength: declared,
      body: bodyStart..<bodyStart + length)
  }

  /// Goes on behind a chunk whose content has another length than its head says.
  ///
  /// - Parameters:
  ///   - length: the bytes of its content, which the file holds.
  ///   - start: where its head begins.
  mutating func resume(behind length: Int, of start: Int) {
    let exact = layout.headLength + length
    let padded = (exact + layout.alignment - 1) / layout.alignment * layout.alignment
    offset = start + (lacksPadding(start + exact, start + padded) ? exact : padded)
  }

  /// Goes on with the chunk that begins at an offset, which was found in one whose length is a lie.
  mutating func resume(from start: Int) { offset = start }

  private func declaredLength(_ head: ByteFields) -> Int? {
    guard let length = head.integer(at: layout.nameLength, width: layout.lengthWidth) else { return nil }
    guard layout.countsHead else { return length }
    return length < layout.headLength ? nil : length - layout.headLength
  }

  /// Some programs forget the bytes that make a length even.
  private func lacksPadding(_ exact: Int, _ padded: Int) -> Bool {
    exact != padded && !isName(source.bytes(at: padded, count: 4))
      && isName(source.bytes(at: exact, count: 4))
  }

  private func isName(_ bytes: [UInt8]) -> Bool {
    bytes.count == 4 && bytes.allSatisfy { (0x20...0x7E).contains($0) }
  }
}
