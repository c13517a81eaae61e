/// Samples that are pushed as they arrive, mixed down to one channel and resampled.
///
/// Works in steps of a hundredth of a second that are counted from the first sample, so that the result is the same, bit
/// for bit, however the samples are divided into blocks. Invalid samples count as 0. A class because the resampler has a
/// state; used by one task at a time.
package final class MonoConverter {
  /// How channels are mixed.
  package enum Mixing: Sendable {
    /// As in a file: each stretch of three seconds by what is in it. The samples come as much later.
    case whole
    /// At once, by what was in the stretch before.
    case running
  }

  private let channelCount: Int
  private let converter: RateConverter
  private let mixing: Mixing
  /// The number of interleaved samples that are worked on together.
  private let stepLength: Int
  private var mixer = ChannelMixer()
  private var runningMixer: RunningMixer
  private var repair = SampleRepair()
  private var held: [Float] = []
  private var mono: [Float] = []
  private let block = MonoBlock()
  private let buffer = UnsafeMutableBufferPointer<Float>.allocate(capacity: 4096)

  /// - Parameters:
  ///   - inputRate: The rate of the samples, in Hz.
  ///   - channelCount: Their channels, 1 or more, interleaved.
  ///   - outputRate: The rate wanted, in Hz.
  ///   - mixing: How channels are mixed.
  /// - Throws: ``AudioError/Code/invalidArgument`` where the rates or the channels make no sense.
  package init(
    from inputRate: Double, channelCount: Int, to outputRate: Double, mixing: Mixing
  ) throws(AudioError) {
    guard (1_000...768_000).contains(inputRate) else {
      throw AudioError(.invalidArgument, "the sample rate is \(inputRate) Hz; choose 1000 to 768000 Hz")
    }
    guard (1...1024).contains(channelCount) else {
      throw AudioError(.invalidArgument, "the number of channels is \(channelCount); choose 1 to 1024")
    }
    self.channelCount = channelCount
    self.mixing = mixing
    converter = try RateConverter(from: inputRate, to: outputRate)
    let isWhole = mixing == .whole && channelCount > 1
    let stretch = ChannelMixer.stretchLength(channelCount: channelCount, sampleRate: inputRate)
    stepLength = channelCount * (isWhole ? stretch : max(1, Int(inputRate / 100)))
    runningMixer = RunningMixer(channelCount: channelCount, sampleRate: inputRate)
  }

  deinit { buffer.deallocate() }

  /// What should be known of the samples and their mixing.
  package var warnings: [AudioWarning] {
    let isCancelled = mixer.hasCancelled || runningMixer.hasCancelled
    return repair.warnings + (isCancelled ? [.phase] : [])
  }

  /// Takes the next samples, interleaved; a block may end inside a frame.
  ///
  /// - Returns: The samples that are now certain.
  package func push(_ samples: UnsafeBufferPointer<Float>) throws(AudioError) -> [Float] {
    var output: [Float] = []
    var rest = samples[...]
    while !rest.isEmpty {
      let part = rest.prefix(stepLength - held.count)
      held += part
      rest = rest.dropFirst(part.count)
      if held.count == stepLength { try takeHeld(into: &output) }
    }
    return output
  }

  /// Ends the sound. Of a frame that was begun nothing is used.
  ///
  /// - Returns: The samples that are left.
  package func finish() throws(AudioError) -> [Float] {
    held.removeLast(held.count % channelCount)
    var output: [Float] = []
    if !held.isEmpty { try takeHeld(into: &output) }
    try fill(&output) { target throws(AudioError) in try converter.finish(into: target) }
    return output
  }

  private func takeHeld(into output: inout [Float]) throws(AudioError) {
    held.withUnsafeMutableBufferPointer { repair.repair($0) }
    held.withUnsafeBufferPointer(mix)
    held.removeAll(keepingCapacity: true)
    while !block.isEmpty {
      try fill(&output) { target throws(AudioError) in try converter.process(block, into: target) }
    }
  }

  private func mix(_ samples: UnsafeBufferPointer<Float>) {
    guard channelCount > 1 else { return block.fill(samples) }
    if mixing == .whole { return block.fill(samples, channelCount: channelCount, by: &mixer) }
    mono = [Float](unsafeUninitializedCapacity: samples.count / channelCount) { output, count in
      runningMixer.mix(samples, into: output)
      count = samples.count / channelCount
    }
    mono.withUnsafeBufferPointer(block.fill)
  }

  /// Appends what `step` gives, until it gives nothing.
  private func fill(
    _ output: inout [Float], _ step: (UnsafeMutableBufferPointer<Float>) throws(AudioError) -> Int
  ) throws(AudioError) {
    while true {
      let count = try step(buffer)
      if count == 0 { return }
      output += buffer[..<count]
    }
  }
}
