/// Mixes the channels of a recording down to one, stretch by stretch: their mean, or where they cancel each other, as in a
/// recording with one of its cables the wrong way round, the loudest of them.
///
/// Whether they cancel is asked of seconds and not of single blocks: within moments it happens in ordinary music too.
struct ChannelMixer {
  /// Whether channels have cancelled anywhere.
  private(set) var hasCancelled = false
  /// The channel that was used last instead of the mean.
  private var channel = 0

  /// What a listener should know.
  var warnings: [AudioWarning] { hasCancelled ? [.phase] : [] }

  /// The length of a stretch in frames: three seconds, or what fits into four megabytes.
  static func stretchLength(channelCount: Int, sampleRate: Double) -> Int {
    max(1, min(Int(3 * sampleRate), (1 << 20) / channelCount))
  }

  /// Mixes a stretch; `output` holds at least `input.count / channelCount` values.
  mutating func mix(
    _ input: UnsafeBufferPointer<Float>, channelCount: Int, into output: UnsafeMutableBufferPointer<Float>
  ) {
    MixDown.mean(of: input, channelCount: channelCount, into: output)
    guard channelCount > 1 else { return }
    var power = MixedPower(channelCount: channelCount)
    power.add(input, mixed: UnsafeBufferPointer(rebasing: output[..<(input.count / channelCount)]))
    guard power.isCancelled else { return }
    hasCancelled = true
    chooseChannel(input, channelCount)
    for frame in 0..<input.count / channelCount { output[frame] = input[frame * channelCount + channel] }
  }

  /// The loudest channel; the one used before unless another has twice its power, so that it does not change to and fro.
  private mutating func chooseChannel(_ input: UnsafeBufferPointer<Float>, _ channelCount: Int) {
    let powers = (0..<channelCount).map { channel in
      stride(from: channel, to: input.count, by: channelCount).reduce(0.0) { sum, index in
        sum + Double(input[index]) * Double(input[index])
      }
    }
    guard let loudest = powers.max(), let index = powers.firstIndex(of: loudest) else { return }
    if channel >= channelCount || powers[channel] < loudest / 2 { channel = index }
  }
}
