/// What an input is, as its header says.
public struct AudioFormat: Sendable, Hashable, CustomStringConvertible {
  /// The kind of file.
  public var container: Container
  /// How the samples are coded, for people: `16-bit PCM`, `MPEG-1 layer III`, `Vorbis`.
  public var encoding: String
  /// How many channels there are, at least 1.
  public var channelCount: Int
  /// Frames a second, in Hz.
  public var sampleRate: Double
  /// How many frames the header announces; nil where it says nothing. A header may be wrong: never
  /// allocate by it.
  public var declaredFrameCount: Int?

  /// One line, as in `FLAC, 16-bit PCM, 2 channels, 44100 Hz`.
  public var description: String {
    let channels = channelCount == 1 ? "1 channel" : "\(channelCount) channels"
    return "\(container), \(encoding), \(channels), \(Int(sampleRate)) Hz"
  }

  /// How many frames may be missing without a warning: one coded frame of a lossy stream.
  var frameTolerance: Int { container.isLossy ? 2304 : 0 }
}

extension AudioFormat {
  /// A kind of audio file. Open: later releases may know more.
  public struct Container: Sendable, Hashable, CustomStringConvertible {
    /// The usual name, as in `WAV`.
    public let description: String
    let isLossy: Bool

    private init(_ name: String, isLossy: Bool = false) {
      description = name
      self.isLossy = isLossy
    }

    /// RIFF WAVE, also the big-endian RIFX.
    public static let wav = Container("WAV")
    /// WAVE with 64-bit sizes (EBU Tech 3306), also BW64.
    public static let rf64 = Container("RF64")
    /// Sony's Wave64.
    public static let wave64 = Container("Wave64")
    /// AIFF and AIFF-C.
    public static let aiff = Container("AIFF")
    /// Sun and NeXT .au, .snd.
    public static let au = Container("AU")
    /// Apple's Core Audio Format.
    public static let caf = Container("CAF")
    /// Native FLAC.
    public static let flac = Container("FLAC")
    /// Ogg with Vorbis, Opus or FLAC.
    public static let ogg = Container("Ogg", isLossy: true)
    /// A bare stream of MPEG audio frames: MP3, MP2, MP1.
    public static let mpeg = Container("MPEG audio", isLossy: true)
    /// NIST Sphere.
    public static let nist = Container("NIST Sphere")
    /// Creative Voice.
    public static let voc = Container("VOC")
    /// Amiga 8SVX and 16SV.
    public static let svx = Container("SVX")
    /// Audio Visual Research.
    public static let avr = Container("AVR")
    /// Ensoniq Paris.
    public static let paf = Container("PAF")
  }
}
