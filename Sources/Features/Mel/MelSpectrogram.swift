/// The mel spectrogram: the power of a signal over time in bands that are evenly spaced in pitch (librosa's
/// `feature.melspectrogram`).
///
/// A value to make once and to use often, from any number of threads at once.
public struct MelSpectrogram: Sendable {
  /// All that a mel spectrogram depends on. The defaults are librosa's; a JSON key that is absent means its default.
  public struct Configuration: Sendable, Hashable, Codable {
    /// The framing of the signal.
    public var stft: STFT.Configuration
    /// The mel bands; its FFT length must be that of `stft`.
    public var mel: MelFilterBank.Configuration
    /// The conversion from power to decibels.
    public var decibels: DecibelScale

    /// Makes a configuration; it is checked when a ``MelSpectrogram`` is made of it.
    public init(
      stft: STFT.Configuration = .init(), mel: MelFilterBank.Configuration = .init(),
      decibels: DecibelScale = .init()
    ) {
      self.stft = stft
      self.mel = mel
      self.decibels = decibels
    }

    private enum CodingKeys: String, CodingKey { case stft, mel, decibels }

    /// Decodes a configuration, with the default for every key that is absent.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      self.init()
      stft = try container.decodeIfPresent(STFT.Configuration.self, forKey: .stft) ?? stft
      mel = try container.decodeIfPresent(MelFilterBank.Configuration.self, forKey: .mel) ?? mel
      decibels = try container.decodeIfPresent(DecibelScale.self, forKey: .decibels) ?? decibels
    }
  }

  /// All that the spectrogram depends on.
  public let configuration: Configuration
  /// The filters. See ``MelFilterBank/emptyBands`` for a configuration that asks for too many.
  public var filterBank: MelFilterBank { engine.bank }

  private let engine: MelEngine

  /// Checks the configuration, plans the transform and computes the filters.
  public init(_ configuration: Configuration = Configuration()) throws(FeatureError) {
    try configuration.decibels.validate()
    engine = try MelEngine(stft: configuration.stft, mel: configuration.mel)
    self.configuration = configuration
  }

  /// The power in every band, [frames x bands].
  ///
  /// - Throws: ``FeatureError/Code-swift.struct/nonFiniteSamples`` when samples are NaN, infinite, or so large
  ///   (about 1e16) that their power overflows.
  public func power(of samples: [Float]) throws(FeatureError) -> FeatureMatrix {
    matrix(try rows(of: samples) { _ in })
  }

  /// The decibels in every band, [frames x bands], within the dynamic range below the loudest value of all.
  ///
  /// - Throws: As ``power(of:)``.
  public func decibels(of samples: [Float]) throws(FeatureError) -> FeatureMatrix {
    matrix(try clippedDecibels(of: samples))
  }

  /// A stream that gives the rows of ``power(of:)`` as the samples arrive.
  public func stream() -> MelFrameStream { MelFrameStream(engine) }

  /// The values of ``decibels(of:)``.
  func clippedDecibels(of samples: [Float]) throws(FeatureError) -> [Float] {
    var loudest = -Float.infinity
    var values = try rows(of: samples) { loudest = max(loudest, configuration.decibels.convert($0)) }
    configuration.decibels.clip(&values, loudest: loudest)
    return values
  }

  private func matrix(_ rows: [Float]) -> FeatureMatrix {
    let bands = configuration.mel.bandCount
    return FeatureMatrix(frameCount: rows.count / bands, coefficientCount: bands, values: rows)
  }

  private func rows(
    of samples: [Float], finished: (UnsafeMutableBufferPointer<Float>) -> Void
  ) throws(FeatureError) -> [Float] {
    let count = configuration.stft.frameCount(forSampleCount: samples.count)
    let bands = configuration.mel.bandCount
    var broken: Int?
    let values = [Float](filling: count * bands) { buffer in
      var framer = SampleFramer(configuration.stft)
      broken = samples.withUnsafeBufferPointer { block in
        engine.fill(buffer, &framer, .whole(block), finished: finished)
      }
    }
    if let broken { throw engine.nonFiniteError(frame: broken) }
    return values
  }
}
