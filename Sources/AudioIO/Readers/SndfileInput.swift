/// What libsndfile reads: a cursor, and how much more of it may be asked for.
///
/// A damaged header can send libsndfile back and forth without an end. Beyond the allowance reads give nothing, seeks
/// fail and the position is the end of the file: then each of its loops ends.
final class SndfileInput {
  private let cursor: ByteCursor
  private var allowance: ReadAllowance

  init(_ cursor: ByteCursor) {
    self.cursor = cursor
    allowance = .opening(byteCount: cursor.byteCount)
  }

  /// Whether more was asked for than any undamaged file needs.
  var isExhausted: Bool { allowance.isExhausted }

  /// Gives the allowance for decoding.
  func allowDecoding() { allowance = .decoding(byteCount: cursor.byteCount) }

  var byteCount: Int { cursor.byteCount }

  var position: Int { allowance.spend(0) ? cursor.position : cursor.byteCount }

  func read(into address: UnsafeMutableRawPointer?, count: Int) -> Int {
    allowance.spend(min(count, cursor.byteCount)) ? cursor.read(into: address, count: count) : 0
  }

  func seek(to offset: Int, whence: CInt) -> Int {
    allowance.spend(0) ? cursor.seek(to: offset, whence: whence) : -1
  }

  /// The input behind the pointer that libsndfile hands back.
  static func at(_ pointer: UnsafeMutableRawPointer) -> SndfileInput {
    Unmanaged.fromOpaque(pointer).takeUnretainedValue()
  }

  /// The pointer to hand to libsndfile; the input must outlive the handle.
  var opaquePointer: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }
}
