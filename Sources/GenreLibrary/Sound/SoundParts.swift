import GenreKit

/// Where in a file the sound lies, apart from tags.
enum SoundParts {
  /// The bytes that hold sound.
  case ranges([Range<Int>])
  /// Pages of Ogg, whose tags are packets among others.
  case oggPages(Range<Int>)

  /// Looks at the headers of a file.
  ///
  /// - Throws: ``GenreError`` with code `unreadable`.
  init(_ file: OpenFile, size: Int) throws(GenreError) {
    let start = try Self.endOfLeadingTags(in: file, size: size)
    let end = try Self.startOfTrailingTags(in: file, from: start, size: size)
    let head = try file.bytes(at: start, count: 12)
    let range = start..<end
    if head.starts(with: "OggS".utf8) {
      self = .oggPages(range)
      return
    }
    var ranges: [Range<Int>] = []
    if head.starts(with: "fLaC".utf8) {
      ranges = try Self.flac(in: file, range)
    } else if head.starts(with: "RIFF".utf8) {
      ranges = try Self.chunks(["fmt ", "data"], isBigEndian: false, in: file, range)
    } else if head.starts(with: "FORM".utf8) {
      ranges = try Self.chunks(["COMM", "SSND"], isBigEndian: true, in: file, range)
    } else if head.dropFirst(4).starts(with: "ftyp".utf8) {
      ranges = try Self.atoms("mdat", in: file, range)
    }
    self = .ranges(ranges.isEmpty ? [range] : ranges)
  }

  /// Behind ID3v2 and APEv2 tags, of which there may be several.
  private static func endOfLeadingTags(in file: OpenFile, size: Int) throws(GenreError) -> Int {
    var offset = 0
    while let length = tagLength(try file.bytes(at: offset, count: 32)), offset + length < size {
      offset += length
    }
    return offset
  }

  private static func tagLength(_ head: [UInt8]) -> Int? {
    if head.count >= 10, head.starts(with: "ID3".utf8), head[6...9].allSatisfy({ $0 < 0x80 }) {
      let hasFooter = head[5] & 0x10 != 0
      return 10 + head[6...9].reduce(0) { $0 << 7 | Int($1) } + (hasFooter ? 10 : 0)
    }
    guard head.count >= 32, head.starts(with: "APETAGEX".utf8) else { return nil }
    return 32 + number(head[12...15], isBigEndian: false)
  }

  /// Before ID3v1, Lyrics3 and APEv2 tags.
  private static func startOfTrailingTags(in file: OpenFile, from start: Int, size: Int) throws(GenreError)
    -> Int
  {
    var end = size
    while end - start > 128, let length = try trailingTagLength(in: file, end: end), end - length > start {
      end -= length
    }
    return end
  }

  private static func trailingTagLength(in file: OpenFile, end: Int) throws(GenreError) -> Int? {
    let tail = try file.bytes(at: end - 128, count: 128)
    guard tail.count == 128 else { return nil }
    let footer = Array(tail.suffix(32))
    if footer.starts(with: "APETAGEX".utf8) {
      let hasHeader = footer[23] & 0x80 != 0
      return number(footer[12...15], isBigEndian: false) + (hasHeader ? 32 : 0)
    }
    // After APEv2: one of 131 bytes has the TAG of its own name where ID3v1 would begin.
    if tail.starts(with: "TAG".utf8) { return 128 }
    guard tail.suffix(9).elementsEqual("LYRICS200".utf8),
      let length = Int(String(decoding: tail.suffix(15).prefix(6), as: UTF8.self)), length >= 0
    else { return nil }
    return length + 15
  }

  /// The stream's parameters with the checksum of its samples, and the frames.
  private static func flac(in file: OpenFile, _ range: Range<Int>) throws(GenreError) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var offset = range.lowerBound + 4
    while true {
      let head = try file.bytes(at: offset, count: 4)
      guard head.count == 4 else { return [] }
      let end = offset + 4 + number(head[1...3], isBigEndian: true)
      guard end < range.upperBound else { return [] }
      if head[0] & 0x7F == 0 { ranges.append(offset + 4..<end) }
      offset = end
      if head[0] & 0x80 != 0 { return ranges + [offset..<range.upperBound] }
    }
  }

  /// The contents of chunks of RIFF or IFF.
  private static func chunks(
    _ names: [String], isBigEndian: Bool, in file: OpenFile, _ range: Range<Int>
  ) throws(GenreError) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var offset = range.lowerBound + 12
    while offset + 8 <= range.upperBound {
      let head = try file.bytes(at: offset, count: 8)
      guard head.count == 8 else { break }
      let length = number(head[4...7], isBigEndian: isBigEndian)
      let end = min(range.upperBound, offset + 8 + length)
      if names.contains(where: { head.starts(with: $0.utf8) }) { ranges.append(offset + 8..<end) }
      offset = end + length % 2
    }
    return ranges
  }

  /// The contents of atoms of MP4 at the top level.
  private static func atoms(
    _ name: String, in file: OpenFile, _ range: Range<Int>
  ) throws(GenreError) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var offset = range.lowerBound
    while offset + 8 <= range.upperBound {
      let head = try file.bytes(at: offset, count: 16)
      guard head.count >= 8 else { break }
      var (length, headLength) = (number(head[0...3], isBigEndian: true), 8)
      if length == 1, head.count == 16 {
        (length, headLength) = (number(head[8...15], isBigEndian: true), 16)
      }
      if length == 0 { length = range.upperBound - offset }
      guard length >= headLength, length <= range.upperBound - offset else { break }
      if head.dropFirst(4).starts(with: name.utf8) { ranges.append(offset + headLength..<offset + length) }
      offset += length
    }
    return ranges
  }

  /// At most 7 bytes count, so that nothing overflows.
  private static func number(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool) -> Int {
    let ordered = isBigEndian ? Array(bytes) : bytes.reversed()
    return ordered.suffix(7).reduce(0) { $0 << 8 | Int($1) }
  }
}
