/// A part of a file that is written: bytes of its own, or a range of the old file, byte for byte.
enum Piece: Sendable {
  case bytes([UInt8])
  case range(Range<Int>)

  /// In bytes.
  var count: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .range(let range): range.count
    }
  }
}
