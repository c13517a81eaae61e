extension [Float] {
  /// An array of `count` values that `body` writes, every one, into memory with room for `padding` more.
  ///
  /// Empty arrays share one storage, to which the standard library's initializer would write its count; that is
  /// harmless, but a race to thread sanitizer, so none is made that way.
  init(filling count: Int, padding: Int = 0, _ body: (UnsafeMutableBufferPointer<Float>) -> Void) {
    if count + padding == 0 {
      body(UnsafeMutableBufferPointer(start: nil, count: 0))
      self = []
    } else {
      self.init(unsafeUninitializedCapacity: count + padding) { buffer, filled in
        body(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
        filled = count
      }
    }
  }
}
