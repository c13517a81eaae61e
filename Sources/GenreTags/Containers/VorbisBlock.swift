import GenreKit

/// Vorbis comments: the name of a program, then a list of texts.
struct VorbisBlock: Sendable {
  let comments: [[UInt8]]
  private let vendor: [UInt8]
  /// What follows the list: a bit that ends it, or padding of Opus.
  private let rest: [UInt8]

  /// A list that is still to be made.
  static let empty = VorbisBlock(comments: [], vendor: Array("genre-classifier".utf8), rest: [])

  private init(comments: [[UInt8]], vendor: [UInt8], rest: [UInt8]) {
    (self.comments, self.vendor, self.rest) = (comments, vendor, rest)
  }

  /// - Returns: Nil where the bytes are damaged.
  init?(_ bytes: ArraySlice<UInt8>) {
    var left = bytes
    func text() -> [UInt8]? {
      guard left.count >= 4 else { return nil }
      let size = Integers.little(left.prefix(4))
      guard size <= left.count - 4 else { return nil }
      defer { left = left.dropFirst(4 + size) }
      return Array(left.dropFirst(4).prefix(size))
    }
    guard let vendor = text(), left.count >= 4 else { return nil }
    let count = Integers.little(left.prefix(4))
    left = left.dropFirst(4)
    var comments: [[UInt8]] = []
    for _ in 0..<count {
      guard let comment = text() else { return nil }
      comments.append(comment)
    }
    self.init(comments: comments, vendor: vendor, rest: Array(left))
  }

  func bytes(_ comments: [[UInt8]]) -> [UInt8] {
    let texts = comments.map { Integers.little($0.count, 4) + $0 }
    return Integers.little(vendor.count, 4) + vendor + Integers.little(comments.count, 4) + texts.joined()
      + rest
  }
}
