/// An aligned run of floats of fixed length, zero at first.
///
/// Unchecked: whoever writes to it sees to it that no one else does so at the time.
final class FloatBuffer: @unchecked Sendable {
  /// The first element, aligned to 64 bytes.
  let base: UnsafeMutablePointer<Float>
  /// The number of elements.
  let count: Int

  init(count: Int) {
    let raw = UnsafeMutableRawPointer.allocate(
      byteCount: max(1, count) * MemoryLayout<Float>.stride, alignment: 64)
    base = raw.bindMemory(to: Float.self, capacity: max(1, count))
    base.initialize(repeating: 0, count: max(1, count))
    self.count = count
  }

  deinit {
    UnsafeMutableRawPointer(base).deallocate()
  }

  /// Sets every element to zero.
  func clear() {
    base.update(repeating: 0, count: count)
  }
}
