/// Random access to the bytes of one input; used by one thread at a time.
protocol ByteSource: AnyObject {
  /// How many bytes the input had when it was opened.
  var byteCount: Int { get }
  /// The first failure of the system below, such as a disk error; reading then gives 0 bytes.
  var failure: AudioError? { get }
  /// Copies bytes from `offset` on, as many as there are and fit.
  ///
  /// - Returns: how many; fewer than fit only at the end, 0 beyond it or after a failure.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int
}

extension ByteSource {
  /// Up to `count` bytes from `offset` on.
  func bytes(at offset: Int, count: Int) -> [UInt8] {
    let available = max(0, min(count, byteCount - offset))
    // Into an array of no bytes the standard library writes its count all the same, and all empty arrays are one: a
    // race, harmless as it is, between any two threads that ask beyond the end.
    guard available > 0 else { return [] }
    return [UInt8](unsafeUninitializedCapacity: available) { buffer, initialized in
      initialized = read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
    }
  }
}
