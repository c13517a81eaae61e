import GenreKit

/// The packets of Ogg streams without their comments: writing those cuts all pages anew, but leaves every other packet.
struct OggPackets {
  private static let headLength = 27

  private let file: OpenFile
  private let end: Int
  private var offset: Int
  /// The number of the packet that comes next in each stream.
  private var numbers: [UInt32: Int] = [:]
  /// Whether what follows is no Ogg and is taken as it is.
  private var isRaw = false

  init(_ file: OpenFile, range: Range<Int>) {
    self.file = file
    offset = range.lowerBound
    end = range.upperBound
  }

  /// The sound of the next page; nil at the end.
  mutating func next() throws(GenreError) -> [UInt8]? {
    guard offset < end else { return nil }
    let head = isRaw ? [] : try file.bytes(at: offset, count: min(Self.headLength + 255, end - offset))
    guard head.starts(with: "OggS".utf8), head.count > Self.headLength,
      head.count >= Self.headLength + Int(head[26])
    else { return try raw() }
    let lacing = head[Self.headLength..<Self.headLength + Int(head[26])]
    let length = lacing.reduce(0) { $0 + Int($1) }
    let start = offset + Self.headLength + lacing.count
    let body = try file.bytes(at: start, count: min(length, max(0, end - start)))
    offset = start + length
    return sound(of: body, lacing: lacing, head: head)
  }

  private mutating func sound(of body: [UInt8], lacing: ArraySlice<UInt8>, head: [UInt8]) -> [UInt8] {
    let stream = head[14..<18].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let begins = head[5] & 2 != 0
    var number = begins ? 0 : numbers[stream] ?? 0
    var sound: [UInt8] = []
    var position = 0
    for length in lacing {
      let part = body.dropFirst(position).prefix(Int(length))
      // The second packet holds the comments in Vorbis, Opus, Speex and FLAC.
      if number != 1 { sound += part }
      position += Int(length)
      if length < 255 { number += 1 }
    }
    numbers[stream] = number
    return sound
  }

  private mutating func raw() throws(GenreError) -> [UInt8]? {
    isRaw = true
    let bytes = try file.bytes(at: offset, count: min(1 << 20, end - offset))
    offset += bytes.count
    return bytes.isEmpty ? nil : bytes
  }
}
