/// One block of mixed down samples, consumed from its front.
final class MonoBlock {
  private var storage = UnsafeMutableBufferPointer<Float>.allocate(capacity: 8192)
  private var consumed = 0
  private var count = 0

  deinit { storage.deallocate() }

  /// What is left.
  var samples: UnsafeBufferPointer<Float> { UnsafeBufferPointer(rebasing: storage[consumed..<count]) }

  var isEmpty: Bool { consumed == count }

  /// Replaces the content by the samples of one channel.
  func fill(_ samples: UnsafeBufferPointer<Float>) {
    reserve(samples.count)
    _ = storage.update(fromContentsOf: samples)
  }

  /// Replaces the content by interleaved channels, mixed down.
  func fill(_ samples: UnsafeBufferPointer<Float>, channelCount: Int, by mixer: inout ChannelMixer) {
    reserve(samples.count / channelCount)
    mixer.mix(samples, channelCount: channelCount, into: storage)
  }

  private func reserve(_ wanted: Int) {
    consumed = 0
    count = wanted
    guard count > storage.count else { return }
    storage.deallocate()
    storage = .allocate(capacity: count)
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
