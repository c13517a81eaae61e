import GenreKit

/// Something that happens to music on its way to a listener, and that should not change what genre it is.
public enum SignalChange: Sendable, Hashable {
  /// Louder or softer, by decibels of amplitude.
  case gain(decibels: Double)
  /// Encoded as MP3 at a constant bit rate, in bits a second, and decoded again.
  case mp3(bitRate: Int)
  /// Converted to a lower sample rate, in Hz, and back: everything above half of it is gone.
  case sampleRate(Double)
  /// All channels mixed down to one.
  case mono
  /// An equaliser's tilt around 1 kHz: the treble gains this many decibels, and the bass loses as many.
  case tilt(decibels: Double)
  /// White noise over it, with the ratio of the sound's power to the noise's in decibels.
  case noise(signalToNoise: Double)
  /// Higher or lower by semitones, as a tape that runs faster or slower: the tempo changes with the pitch.
  case pitch(semitones: Double)
  /// Played by a small loudspeaker in a small room and recorded by a microphone across it, 150 to 7,000 Hz with white noise
  /// below it, by the ratio of the sound's power to the noise's in decibels.
  case room(signalToNoise: Double)

  /// The default changes: 20 dB softer, MP3 at 32 kbit/s, 8 kHz, mono, a tilt of 6 dB up and down, noise 20 dB below
  /// the music, a semitone up and down, a small room.
  public static let standard: [SignalChange] = [
    .gain(decibels: -20), .mp3(bitRate: 32_000), .sampleRate(8_000), .mono, .tilt(decibels: 6),
    .tilt(decibels: -6), .noise(signalToNoise: 20), .pitch(semitones: 1), .pitch(semitones: -1),
    .room(signalToNoise: 25),
  ]

  /// The change in a few words, as a table names it: `-20 dB`, `MP3 at 32 kbit/s`.
  public var name: String {
    switch self {
    case .gain(let decibels): "\(Self.signed(decibels)) dB"
    case .mp3(let bitRate): "MP3 at \((Double(bitRate) / 1000).plainText) kbit/s"
    case .sampleRate(let rate): "\((rate / 1000).plainText) kHz"
    case .mono: "mono"
    case .tilt(let decibels):
      "tilt, treble \(Self.signed(decibels)) dB and bass \(Self.signed(-decibels)) dB"
    case .noise(let ratio): "white noise, \(ratio.plainText) dB below"
    case .pitch(let semitones): "pitch \(Self.signed(semitones)) semitone\(abs(semitones) == 1 ? "" : "s")"
    case .room(let ratio): "small room, 150 to 7000 Hz, noise \(ratio.plainText) dB below"
    }
  }

  private static func signed(_ value: Double) -> String {
    value < 0 ? value.plainText : "+\(value.plainText)"
  }
}
