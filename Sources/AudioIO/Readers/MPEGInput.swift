/// What libmpg123 reads: a cursor, with one kind of header amended on the way.
///
/// Low bit rates of layer II code 8 or 12 subbands, and a joint stereo header may still put the bound between
/// the coded channels and the shared ones above that. libmpg123 then lowers the bound, which is right, and
/// prints a line to standard error for each frame, quiet or not. Lowered here, it has nothing to say, and
/// the sound is the same.
final class MPEGInput {
  let cursor: ByteCursor
  /// The last four bytes that were read as a header or while searching for one.
  private var recent: UInt32 = 0

  init(_ cursor: ByteCursor) { self.cursor = cursor }

  func read(into address: UnsafeMutableRawPointer?, count: Int) -> Int {
    let given = cursor.read(into: address, count: count)
    // Headers are read alone, and searched for byte by byte; what is longer is a frame's content.
    if let address, count <= 4 { amend(UnsafeMutableRawBufferPointer(start: address, count: given)) }
    return given
  }

  private func amend(_ bytes: UnsafeMutableRawBufferPointer) {
    for index in bytes.indices {
      recent = recent << 8 | UInt32(bytes[index])
      if let amended = Self.amended(recent) {
        recent = amended
        bytes[index] = UInt8(truncatingIfNeeded: amended)
      }
    }
  }

  /// The header with a bound that the coded subbands allow; nil when it is fine, or no header at all.
  static func amended(_ header: UInt32) -> UInt32? {
    // Sync, MPEG-1, layer II, with or without checksum; joint stereo.
    guard header & 0xFFFE_0000 == 0xFFFC_0000, header >> 6 & 3 == 1 else { return nil }
    // The rates of 32 to 96 kbit/s share the short tables of ISO/IEC 11172-3, B.2c and B.2d.
    guard (1...6).contains(header >> 12 & 15) else { return nil }
    let isAt32kHz = header >> 10 & 3 == 2
    let greatest: UInt32 = isAt32kHz ? 2 : 1
    // The bound is four subbands for each step of the mode extension, and four.
    guard header >> 4 & 3 > greatest else { return nil }
    return header & ~0x30 | greatest << 4
  }

  /// The input behind the pointer that libmpg123 hands back.
  static func at(_ pointer: UnsafeMutableRawPointer) -> MPEGInput {
    Unmanaged.fromOpaque(pointer).takeUnretainedValue()
  }

  /// The pointer to hand to libmpg123; the input must outlive the handle.
  var opaquePointer: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }
}
