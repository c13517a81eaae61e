/// A whole input, decoded.
public struct DecodedAudio: Sendable, Hashable {
  /// The sound, with the channels and the sample rate of the input.
  public let signal: AudioSignal
  /// What the input was.
  public let format: AudioFormat
  /// What a listener should know, such as that the input was cut short.
  public let warnings: [AudioWarning]
}
