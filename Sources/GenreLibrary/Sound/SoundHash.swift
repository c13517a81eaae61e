import GenreKit

/// What identifies the sound in a file, whatever the file is called and however it is tagged.
///
/// The hash is of the bytes that hold sound. In MP3, FLAC, Ogg, MP4, WAVE, AIFF, WavPack and Monkey's Audio, tags,
/// pictures and padding are left out; of other formats it is the hash of the whole file.
package struct SoundHash: Hashable, Sendable {
  /// 16 hexadecimal digits of XXH64, a hyphen, and the number of bytes hashed.
  package let text: String

  private static let blockLength = 1 << 20

  /// Reads the file.
  ///
  /// - Throws: ``GenreError`` with code `unreadable`, and `cancelled` where `isCancelled` says so.
  init(
    _ file: OpenFile, isCancelled: () -> Bool = { false }
  ) throws(GenreError) {
    var hash = XXHash64()
    let size = Int(try file.stamp().size)
    let parts = try SoundParts(file, size: size)
    switch parts {
    case .ranges(let ranges):
      for range in ranges { try Self.add(range, of: file, to: &hash, isCancelled: isCancelled) }
    case .oggPages(let range):
      var packets = OggPackets(file, range: range)
      while let part = try packets.next() {
        if isCancelled() { throw GenreError(.cancelled, "the scan was stopped") }
        part.withUnsafeBytes { hash.add($0) }
      }
    }
    let digits = String(hash.value, radix: 16)
    text = String(repeating: "0", count: 16 - digits.count) + "\(digits)-\(hash.byteCount)"
  }

  /// Reads the file at a path.
  ///
  /// - Throws: ``GenreError`` with code `notFound` or `unreadable`.
  package init(contentsOf path: String) throws(GenreError) { try self.init(OpenFile(BytePath(path))) }

  private static func add(
    _ range: Range<Int>, of file: OpenFile, to hash: inout XXHash64, isCancelled: () -> Bool
  ) throws(GenreError) {
    var offset = range.lowerBound
    while offset < range.upperBound {
      if isCancelled() { throw GenreError(.cancelled, "the scan was stopped") }
      let block = try file.bytes(at: offset, count: min(blockLength, range.upperBound - offset))
      guard !block.isEmpty else { return }
      block.withUnsafeBytes { hash.add($0) }
      offset += block.count
    }
  }
}
