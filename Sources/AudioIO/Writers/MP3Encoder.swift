internal import CGenreSndfile

/// Encodes sound as MP3 at a constant bit rate, through the LAME that libsndfile 1.1 and later may be built with.
///
/// It is there to hear what a low bit rate does to a sound, not to make files to keep.
public struct MP3Encoder: Sendable, Hashable {
  /// Bits a second, such as 32,000.
  public let bitRate: Int

  /// Creates an encoder; whether a rate is possible depends on the sound's sample rate, see ``encode(_:)``.
  public init(bitRate: Int) { self.bitRate = bitRate }

  /// Whether the libsndfile that is installed writes MP3.
  public static var isAvailable: Bool {
    var info = SF_INFO()
    (info.format, info.channels, info.samplerate) = (layerIII, 1, 44_100)
    return sf_format_check(&info) != 0
  }

  /// The bytes of an MP3 file.
  ///
  /// One or two channels are kept, more are mixed down to one. A sample rate that MP3 does not have is converted to the
  /// next higher one that it has, or else to 48,000 Hz.
  ///
  /// - Throws: ``AudioError/Code/invalidArgument`` for a bit rate outside what MP3 has: 32 to 320 kbit/s from 32,000 Hz
  ///   on, 8 to 160 from 16,000 Hz on, 8 to 64 below; ``AudioError/Code/unsupported`` where ``isAvailable`` is false.
  public func encode(_ signal: AudioSignal) throws(AudioError) -> [UInt8] {
    let sound = try (signal.channelCount > 2 ? signal.mono() : signal)
      .resampled(to: Self.sampleRates.first { $0 >= signal.sampleRate } ?? 48_000)
    let level = try compressionLevel(at: sound.sampleRate)
    let collector = ByteCollector()
    // The handle holds a pointer to the collector and writes the last frames when it closes.
    return try withExtendedLifetime(collector) { () throws(AudioError) in
      try write(sound, level: level, to: collector)
      return collector.bytes
    }
  }

  private func write(
    _ sound: AudioSignal, level: Double, to collector: ByteCollector
  ) throws(AudioError) {
    var access = ByteCollector.functions
    var info = SF_INFO()
    (info.format, info.channels) = (Self.layerIII, CInt(sound.channelCount))
    info.samplerate = CInt(sound.sampleRate)
    guard let handle = sf_open_virtual(&access, CInt(SFM_WRITE), &info, collector.opaquePointer) else {
      throw AudioError(.unsupported, "the libsndfile that is installed does not write MP3")
    }
    defer { sf_close(handle) }
    // Left alone, libsndfile lets the rate vary with the sound.
    var mode: CInt = 0
    sf_command(handle, Self.setBitRateMode, &mode, CInt(MemoryLayout<CInt>.size))
    var level = level
    sf_command(handle, CInt(SFC_SET_COMPRESSION_LEVEL), &level, CInt(MemoryLayout<Double>.size))
    let written = sound.samples.withUnsafeBufferPointer {
      sf_writef_float(handle, $0.baseAddress, sf_count_t(sound.frameCount))
    }
    guard written == sf_count_t(sound.frameCount) else {
      throw AudioError(.systemFailure, "the MP3 encoder stopped: \(String(cString: sf_strerror(handle)))")
    }
  }

  /// libsndfile takes a level instead of a bit rate: 0 is the highest rate of the MPEG version that goes with the
  /// sample rate and 1, which it refuses, the lowest; LAME then takes the nearest rate that there is.
  private func compressionLevel(at sampleRate: Double) throws(AudioError) -> Double {
    let rates =
      switch sampleRate {
      case 32_000...: 32_000...320_000
      case 16_000...: 8_000...160_000
      default: 8_000...64_000
      }
    guard rates.contains(bitRate) else {
      throw AudioError(.invalidArgument, "MP3 at \(Int(sampleRate)) Hz has no rate of \(bitRate) bit/s")
    }
    return min(0.995, Double(rates.upperBound - bitRate) / Double(rates.upperBound - rates.lowerBound))
  }

  /// The rates of MPEG 2.5, 2 and 1, in Hz.
  private static let sampleRates: [Double] = [
    8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000,
  ]

  /// `SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III`, as a number because headers before 1.1 lack the names.
  private static let layerIII: CInt = 0x23_0082

  /// `SFC_SET_BITRATE_MODE`; 0 is `SF_BITRATE_MODE_CONSTANT`.
  private static let setBitRateMode: CInt = 0x1305
}
