/// The blocks of an input with one channel: mixed down where there are more, a few seconds at a time.
final class MixedReader {
  /// What was mixed, to be taken off.
  let block = MonoBlock()
  /// The sample rate of ``block``, in Hz.
  private(set) var sampleRate: Double
  private let run: DecodingRun
  private var mixer = ChannelMixer()
  /// Interleaved samples that are not yet mixed.
  private var held: [Float] = []
  private var channelCount = 1
  /// A block of another format than what is held.
  private var next: UnsafeMutableBufferPointer<Float>?

  init(_ run: DecodingRun) {
    self.run = run
    sampleRate = run.format.sampleRate
  }

  /// What a listener should know of the mixing.
  var warnings: [AudioWarning] { mixer.warnings }

  /// Forgets what is held; what follows lies elsewhere in the input.
  func restart() {
    held = []
    next = nil
    block.drop(block.samples.count)
    sampleRate = run.format.sampleRate
  }

  /// Fills ``block``, which has been emptied.
  ///
  /// - Returns: whether there was anything left; not at the end.
  func fill() throws(AudioError) -> Bool {
    while !mixStretch(isWhole: true) {
      if next == nil { next = try run.nextBlock() }
      guard let block = next else { return mixStretch(isWhole: false) }
      if isOtherFormat, mixStretch(isWhole: false) { return true }
      next = nil
      channelCount = run.blockChannelCount
      sampleRate = run.blockSampleRate
      if channelCount == 1 {
        self.block.fill(UnsafeBufferPointer(block))
        return true
      }
      held += block
    }
    return true
  }

  private var isOtherFormat: Bool {
    run.blockChannelCount != channelCount || run.blockSampleRate != sampleRate
  }

  /// Mixes what is held: a stretch of it, or what there is.
  ///
  /// - Returns: whether there was so much.
  private func mixStretch(isWhole: Bool) -> Bool {
    let length = ChannelMixer.stretchLength(channelCount: channelCount, sampleRate: sampleRate) * channelCount
    guard !held.isEmpty, !isWhole || held.count >= length else { return false }
    let count = min(length, held.count)
    held.withUnsafeBufferPointer { samples in
      block.fill(UnsafeBufferPointer(rebasing: samples[..<count]), channelCount: channelCount, by: &mixer)
    }
    held.removeFirst(count)
    return true
  }
}
