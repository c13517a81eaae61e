import GenreKit

/// A tag of ID3v2 as a list of frames. Every frame but those that are replaced keeps its bytes, of which a library that
/// parses and writes them again would lose flags and whatever it does not know.
struct ID3Block: Sendable {
  /// 2, 3 or 4.
  let version: UInt8
  let revision: UInt8
  let flags: UInt8
  /// Each with its header.
  let frames: [[UInt8]]
  /// In bytes, with the header and the padding.
  let length: Int

  /// The tag of a file that has none yet.
  static let empty = ID3Block(version: 4, revision: 0, flags: 0, frames: [], length: 0)

  private init(version: UInt8, revision: UInt8, flags: UInt8, frames: [[UInt8]], length: Int) {
    (self.version, self.revision, self.flags) = (version, revision, flags)
    (self.frames, self.length) = (frames, length)
  }

  var syntax: ID3Syntax { ID3Syntax(version: version) }

  /// The length of the tag that begins with ten bytes; 0 where there is none.
  static func length(_ header: some Collection<UInt8>) -> Int {
    let header = Array(header.prefix(10))
    guard header.count == 10, header.starts(with: "ID3".utf8), header[3] < 0xFF, header[4] < 0xFF,
      header[6...].allSatisfy({ $0 < 0x80 })
    else { return 0 }
    return 10 + Integers.syncsafe(header[6..<10]) + (header[3] == 4 && header[5] & 0x10 != 0 ? 10 : 0)
  }

  /// - Parameter bytes: The whole tag.
  /// - Throws: ``GenreError`` with code `invalidData` for what cannot be kept byte for byte.
  init(_ bytes: [UInt8]) throws(GenreError) {
    guard (2...4).contains(bytes[3]) else { throw Self.refusal("of the unknown version 2.\(bytes[3])") }
    version = bytes[3]
    revision = bytes[4]
    flags = bytes[5]
    length = bytes.count
    // What they hold depends on the frames, or would have to be computed anew; hardly a tagger writes them.
    guard version == 2 ? flags & 0x40 == 0 : flags & 0x50 == 0 else {
      throw Self.refusal("with an extended header or a footer")
    }
    var body = Array(bytes.dropFirst(10))
    if version < 4, flags & 0x80 != 0 { body = ID3Synchronisation.removed(body) }
    guard let frames = Self.frames(body, version, isPlain: false) ?? Self.frames(body, version, isPlain: true)
    else { throw Self.refusal("that is damaged") }
    self.frames = frames
  }

  private static func refusal(_ what: String) -> GenreError {
    GenreError(.invalidData, "has an ID3v2 tag \(what); write it again with another tagger first")
  }

  /// - Parameter isPlain: Whether version 4 has plain lengths, as iTunes once wrote.
  private static func frames(_ body: [UInt8], _ version: UInt8, isPlain: Bool) -> [[UInt8]]? {
    let (name, header) = version == 2 ? (3, 6) : (4, 10)
    var frames: [[UInt8]] = []
    var start = 0
    while start < body.count, body[start] != 0 {
      guard start + header <= body.count, body[start..<start + name].allSatisfy(isNameByte) else {
        return nil
      }
      let field = body[start + name..<start + 2 * name]
      if version == 4, !isPlain, field.contains(where: { $0 >= 0x80 }) { return nil }
      let size = version == 4 && !isPlain ? Integers.syncsafe(field) : Integers.big(field)
      guard size <= body.count - start - header else { return nil }
      frames.append(Array(body[start..<start + header + size]))
      start += header + size
    }
    return body[start...].allSatisfy { $0 == 0 } ? frames : nil
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || byte == 0x20
  }

  /// The tag with other frames: as long as before where they fit, else with new padding.
  ///
  /// - Parameter hasPadding: Whether room is left for later changes.
  func bytes(_ frames: [[UInt8]], hasPadding: Bool = true) throws(GenreError) -> [UInt8] {
    let plain = Array(frames.joined())
    let isMarked = version < 4 && flags & 0x80 != 0
    var body = isMarked ? ID3Synchronisation.added(plain) : plain
    let room = length - 10
    let padding = room >= body.count ? room - body.count : hasPadding ? 1024 : 0
    body += [UInt8](repeating: 0, count: padding)
    guard body.count < 1 << 28 else { throw Self.refusal("that is too long") }
    return Array("ID3".utf8) + [version, revision, flags] + Integers.syncsafe(body.count) + body
  }
}
