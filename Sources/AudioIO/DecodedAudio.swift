/// A whole input, decoded.
public struct DecodedAudio: Sendable, Hashable {
  /// The sound, with the channels and the sample rate of the input. Parts of another format than the first are
  /// converted to its format.
  public let signal: AudioSignal
  /// The format of the input; where its rate or channels change, the format of its first part.
  public let format: AudioFormat
  /// Warnings about the input, such as that it was cut short.
  public let warnings: [AudioWarning]
}
