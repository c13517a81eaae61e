/// Mixes channels down to one without waiting: their mean, or, where they cancelled each other in the stretch before, the
/// loudest of them.
///
/// ``ChannelMixer`` looks at a whole stretch before it mixes it, and so is seconds late; this one is right a stretch late.
struct RunningMixer {
  private let channelCount: Int
  private let stretchLength: Int
  private var power: MixedPower
  private var channelPowers: [Double]
  private var frameCount = 0
  /// The channel used instead of the mean; nil where channels do not cancel.
  private var channel: Int?
  /// Whether channels have cancelled anywhere.
  private(set) var hasCancelled = false

  init(channelCount: Int, sampleRate: Double) {
    self.channelCount = channelCount
    stretchLength = ChannelMixer.stretchLength(channelCount: channelCount, sampleRate: sampleRate)
    power = MixedPower(channelCount: channelCount)
    channelPowers = Array(repeating: 0, count: channelCount)
  }

  /// Mixes a block; `output` holds at least `input.count / channelCount` values.
  mutating func mix(
    _ input: UnsafeBufferPointer<Float>, into output: UnsafeMutableBufferPointer<Float>
  ) {
    MixDown.mean(of: input, channelCount: channelCount, into: output)
    guard channelCount > 1 else { return }
    let count = input.count / channelCount
    power.add(input, mixed: UnsafeBufferPointer(rebasing: output[..<count]))
    for channel in 0..<channelCount {
      channelPowers[channel] += stride(from: channel, to: input.count, by: channelCount).reduce(0.0) {
        $0 + Double(input[$1]) * Double(input[$1])
      }
    }
    if let channel { for frame in 0..<count { output[frame] = input[frame * channelCount + channel] } }
    frameCount += count
    if frameCount >= stretchLength { decide() }
  }

  private mutating func decide() {
    channel = power.isCancelled ? channelPowers.indices.max { channelPowers[$0] < channelPowers[$1] } : nil
    hasCancelled = hasCancelled || channel != nil
    power = MixedPower(channelCount: channelCount)
    channelPowers = Array(repeating: 0, count: channelCount)
    frameCount = 0
  }
}
