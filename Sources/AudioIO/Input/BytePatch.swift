/// Bytes that a decoder is to see instead of what is there.
struct BytePatch {
  /// Where they begin, in the source.
  let offset: Int
  let bytes: [UInt8]

  /// Overwrites the part of a buffer that the patch covers.
  ///
  /// - Parameter start: The offset in the source of the buffer's first byte.
  func apply(to buffer: UnsafeMutableRawBufferPointer, from start: Int) {
    let covered = (offset..<offset + bytes.count).clamped(to: start..<start + buffer.count)
    for position in covered { buffer[position - start] = bytes[position - offset] }
  }
}
