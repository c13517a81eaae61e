/// One block of mixed down samples, consumed from its front.
final class MonoBlock {
  private var storage = UnsafeMutableBufferPointer<Float>.allocate(capacity: 8192)
  private var consumed = 0
  private var count = 0

  deinit { storage.deallocate() }

  /// What is left.
  var samples: UnsafeBufferPointer<Float> { UnsafeBufferPointer(rebasing: storage[consumed..<count]) }

  var isEmpty: Bool { consumed == count }

  /// Replaces the content by the mean of interleaved channels.
  func fill(_ block: UnsafeMutableBufferPointer<Float>, channelCount: Int) {
    consumed = 0
    count = block.count / channelCount
    if count > storage.count {
      storage.deallocate()
      storage = .allocate(capacity: count)
    }
    MixDown.mean(of: UnsafeBufferPointer(block), channelCount: channelCount, into: storage)
  }

  /// Takes `dropped` samples off the front.
  func drop(_ dropped: Int) { consumed += dropped }

  /// Copies as many samples as fit and takes them off.
  func move(into output: UnsafeMutableBufferPointer<Float>) -> Int {
    let moved = min(output.count, count - consumed)
    _ = output.update(fromContentsOf: samples.prefix(moved))
    consumed += moved
    return moved
  }
}
