/// The limits of a decoder, so that no input can exhaust the machine or reach the model as nonsense.
public struct AudioLimits: Sendable, Hashable {
  /// The longest input, in seconds of sound; nil for any length.
  public var maximumDuration: Double?
  /// The most bytes of an input that is held in memory: a pipe, or bytes that the caller gives.
  public var maximumBufferedByteCount: Int
  /// The most channels. libsndfile's own limit is 1,024.
  public var maximumChannelCount: Int
  /// The sample rates that are plausible for music, in Hz.
  public var sampleRates: ClosedRange<Double>

  /// Creates limits. The defaults: any length, 1 GiB, 1,024 channels, 1,000 to 768,000 Hz.
  public init(
    maximumDuration: Double? = nil, maximumBufferedByteCount: Int = 1 << 30,
    maximumChannelCount: Int = 1024, sampleRates: ClosedRange<Double> = 1_000...768_000
  ) {
    self.maximumDuration = maximumDuration
    self.maximumBufferedByteCount = maximumBufferedByteCount
    self.maximumChannelCount = maximumChannelCount
    self.sampleRates = sampleRates
  }

  /// Refuses a format that is outside the limits.
  func check(channelCount: Int, sampleRate: Double) throws(AudioError) {
    guard sampleRates.contains(sampleRate) else {
      throw AudioError(
        .limitExceeded,
        "its header gives a sample rate of \(Self.text(sampleRate)) Hz, outside "
          + "\(Self.text(sampleRates.lowerBound)) to \(Self.text(sampleRates.upperBound)) Hz; is the header right?"
      )
    }
    guard channelCount <= maximumChannelCount else {
      throw AudioError(
        .limitExceeded, "has \(channelCount) channels; at most \(maximumChannelCount) are mixed down")
    }
  }

  /// A rate as a whole number, where it can be one.
  private static func text(_ rate: Double) -> String {
    Int(exactly: rate.rounded()).map { "\($0)" } ?? "\(rate)"
  }

  /// Refuses to go on beyond the longest duration.
  func check(duration: Double) throws(AudioError) {
    guard let maximumDuration, duration > maximumDuration else { return }
    throw AudioError(
      .limitExceeded, "is longer than \(Seconds(maximumDuration)), the limit; cut it")
  }
}
