/// The format of samples without a header, as `arecord -t raw` or `ffmpeg -f s16le` write them.
public struct RawAudioFormat: Sendable, Hashable {
  /// How a sample is coded. The names are those of FFmpeg.
  public enum Encoding: String, Sendable, Hashable, CaseIterable {
    /// 8 bits, 128 is silence.
    case u8
    /// 16 bits, little endian.
    case s16le
    /// 16 bits, big endian.
    case s16be
    /// 24 bits in three bytes, little endian.
    case s24le
    /// 24 bits in three bytes, big endian.
    case s24be
    /// 32 bits, little endian.
    case s32le
    /// 32 bits, big endian.
    case s32be
    /// Floats of 32 bits, little endian; full scale is 1.
    case f32le
    /// Floats of 32 bits, big endian.
    case f32be
    /// Floats of 64 bits, little endian.
    case f64le
    /// Floats of 64 bits, big endian.
    case f64be
    /// G.711 A-law.
    case alaw
    /// G.711 mu-law.
    case mulaw

    var sample: SampleEncoding {
      switch self {
      case .u8: .unsigned8
      case .s16le, .s16be: .int16
      case .s24le, .s24be: .int24
      case .s32le, .s32be: .int32
      case .f32le, .f32be: .float32
      case .f64le, .f64be: .float64
      case .alaw: .aLaw
      case .mulaw: .muLaw
      }
    }

    var isBigEndian: Bool { rawValue.hasSuffix("be") }
  }

  /// Frames a second, in Hz.
  public var sampleRate: Double
  /// The number of channels, interleaved.
  public var channelCount: Int
  /// How a sample is coded.
  public var encoding: Encoding

  /// Creates a format.
  ///
  /// - Parameters:
  ///   - sampleRate: 1,000 to 768,000 Hz.
  ///   - channelCount: 1 to 1,024.
  ///   - encoding: How a sample is coded.
  public init(sampleRate: Double, channelCount: Int = 1, encoding: Encoding = .s16le) {
    self.sampleRate = sampleRate
    self.channelCount = channelCount
    self.encoding = encoding
  }
}
