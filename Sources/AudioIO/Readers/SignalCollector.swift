/// Puts a whole signal together out of blocks whose rate and number of channels may change on the way.
///
/// Everything is brought to one rate and one number of channels: a part of another rate is resampled as a whole, as
/// ``AudioSignal/resampled(to:)`` does it.
struct SignalCollector {
  let channelCount: Int
  let sampleRate: Double
  private var samples: [Float] = []
  /// What there is so far of a part of another rate.
  private var part: [Float] = []
  private var partRate: Double
  private let remixed = RemixedBlock()

  /// - Parameter reserved: how many samples to reserve memory for.
  init(channelCount: Int, sampleRate: Double, reserved: Int) {
    self.channelCount = channelCount
    self.sampleRate = sampleRate
    partRate = sampleRate
    samples.reserveCapacity(reserved)
  }

  /// How many samples there are so far; of a part that is not yet resampled, about how many there will be.
  var count: Int { samples.count + Int(Double(part.count) * sampleRate / partRate) }

  /// Adds a block.
  mutating func append(
    _ block: UnsafeMutableBufferPointer<Float>, channelCount: Int, sampleRate: Double
  ) throws(AudioError) {
    if sampleRate != partRate { try finishPart() }
    partRate = sampleRate
    let wide =
      channelCount == self.channelCount
      ? block : remixed.fill(block, from: channelCount, to: self.channelCount)
    if sampleRate == self.sampleRate {
      samples.append(contentsOf: wide)
    } else {
      part.append(contentsOf: wide)
    }
  }

  /// The signal: all samples, or so many from the beginning.
  mutating func signal(first wanted: Int) throws(AudioError) -> AudioSignal {
    try finishPart()
    samples.removeLast(max(0, samples.count - wanted))
    return AudioSignal(checked: samples, channelCount: channelCount, sampleRate: sampleRate)
  }

  private mutating func finishPart() throws(AudioError) {
    guard !part.isEmpty else { return }
    let signal = AudioSignal(checked: part, channelCount: channelCount, sampleRate: partRate)
    samples.append(contentsOf: try signal.resampled(to: sampleRate).samples)
    part = []
  }
}
