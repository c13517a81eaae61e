/// The number of calls and bytes that a decoder may still ask for.
package struct ReadAllowance {
  private var callsLeft: Int
  private var bytesLeft: Int
  /// Whether more was asked for than any undamaged file needs; once so, always so.
  package private(set) var isExhausted = false

  /// The allowance for opening: headers, with all the pictures in them, and a look at the end for the length.
  package static func opening(byteCount: Int) -> ReadAllowance {
    ReadAllowance(callsLeft: 1 << 16 + byteCount / 64, bytesLeft: 1 << 26 + byteCount)
  }

  /// The allowance for decoding: each byte once, and some more for decoders that look back.
  package static func decoding(byteCount: Int) -> ReadAllowance {
    ReadAllowance(callsLeft: 1 << 16 + byteCount, bytesLeft: 1 << 26 + 4 * byteCount)
  }

  private init(callsLeft: Int, bytesLeft: Int) {
    self.callsLeft = callsLeft
    self.bytesLeft = bytesLeft
  }

  /// Counts a call that reads `byteCount` bytes, or that seeks or asks for a position, with none.
  ///
  /// - Returns: whether it may go on.
  package mutating func spend(_ byteCount: Int) -> Bool {
    callsLeft -= 1
    bytesLeft -= max(0, byteCount)
    if callsLeft < 0 || bytesLeft < 0 { isExhausted = true }
    return !isExhausted
  }
}
