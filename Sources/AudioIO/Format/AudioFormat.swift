/// The format of an input, as its header says.
public struct AudioFormat: Sendable, Hashable, CustomStringConvertible {
  /// The kind of file.
  public var container: Container
  /// The encoding of the samples in words: `16-bit PCM`, `MPEG-1 layer III`, `Vorbis`.
  public var encoding: String
  /// The number of channels, at least 1.
  public var channelCount: Int
  /// Frames a second, in Hz.
  public var sampleRate: Double
  /// The number of frames that the header announces; nil where it has none. A header may be wrong: never allocate by
  /// it.
  public var declaredFrameCount: Int?

  /// A description in one line, as in `FLAC, 16-bit PCM, 2 channels, 44100 Hz`.
  public var description: String {
    let channels = channelCount == 1 ? "1 channel" : "\(channelCount) channels"
    return "\(container), \(encoding), \(channels), \(Int(sampleRate)) Hz"
  }
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

    /// A kind that has no name of its own here.
    static func other(_ name: String) -> Container { Container(name) }

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

    // What follows is read through FFmpeg's libraries.

    /// MPEG-4 and QuickTime: .m4a, .mp4, .mov.
    public static let mpeg4 = Container("MPEG-4")
    /// Matroska and WebM.
    public static let matroska = Container("Matroska")
    /// Windows Media: .wma, .wmv.
    public static let asf = Container("Windows Media")
    /// A bare stream of AAC frames.
    public static let aac = Container("AAC")
    /// A bare stream of AC-3 or E-AC-3 frames.
    public static let ac3 = Container("AC-3")
    /// A bare stream of DTS frames.
    public static let dts = Container("DTS")
    /// Monkey's Audio.
    public static let ape = Container("Monkey's Audio")
    /// WavPack.
    public static let wavPack = Container("WavPack")
    /// True Audio.
    public static let trueAudio = Container("True Audio")
    /// Musepack.
    public static let musepack = Container("Musepack")
    /// Direct Stream Digital: .dsf, .dff.
    public static let dsd = Container("DSD")
    /// Audio Video Interleave.
    public static let avi = Container("AVI")
    /// Flash video.
    public static let flashVideo = Container("Flash video")
    /// MPEG program stream: .mpg, .vob.
    public static let mpegProgram = Container("MPEG program stream")
    /// MPEG transport stream: .ts, .m2ts.
    public static let mpegTransport = Container("MPEG transport stream")
  }
}
