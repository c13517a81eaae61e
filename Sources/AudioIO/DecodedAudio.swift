/// A whole input, decoded.
public struct DecodedAudio: Sendable, Hashable {
  /// The sound, with the channels and the sample rate of the input. Parts of another format than the first are
  /// converted to its format.
  public let signal: AudioSignal
  /// What the input was; where its rate or channels change on the way, what its first part was.
  public let format: AudioFormat
  /// What a listener should know, such as that the input was cut short.
  public let warnings: [AudioWarning]
}
