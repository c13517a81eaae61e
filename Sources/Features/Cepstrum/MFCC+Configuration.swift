extension MFCC {
  /// All that mel-frequency cepstral coefficients depend on. The defaults are librosa's, with its usual 13
  /// coefficients (`n_mfcc=13`).
  ///
  /// The JSON form is stored in model files: a key that is absent means its default.
  public struct Configuration: Sendable, Hashable {
    /// The framing of the signal.
    public var stft: STFT.Configuration
    /// The mel bands; its FFT length must be that of `stft`.
    public var mel: MelFilterBank.Configuration
    /// The conversion from power to decibels.
    public var decibels: DecibelScale
    /// The number of coefficients kept, from the lowest: at most the number of bands.
    public var coefficientCount: Int
    /// The parameter of ``Liftering``; 0 for none.
    public var lifter: Double

    /// Makes a configuration; it is checked when an ``MFCC`` is made of it.
    public init(
      stft: STFT.Configuration = .init(), mel: MelFilterBank.Configuration = .init(),
      decibels: DecibelScale = .init(), coefficientCount: Int = 13, lifter: Double = 0
    ) {
      self.stft = stft
      self.mel = mel
      self.decibels = decibels
      self.coefficientCount = coefficientCount
      self.lifter = lifter
    }

    /// The mel spectrogram of which these are the coefficients.
    public var melSpectrogram: MelSpectrogram.Configuration {
      .init(stft: stft, mel: mel, decibels: decibels)
    }
  }
}

extension MFCC.Configuration: Codable {
  private enum CodingKeys: String, CodingKey {
    case stft, mel, decibels, coefficientCount, lifter
  }

  /// Decodes a configuration, with the default for every key that is absent.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    stft = try container.decodeIfPresent(STFT.Configuration.self, forKey: .stft) ?? stft
    mel = try container.decodeIfPresent(MelFilterBank.Configuration.self, forKey: .mel) ?? mel
    decibels = try container.decodeIfPresent(DecibelScale.self, forKey: .decibels) ?? decibels
    coefficientCount = try container.decodeIfPresent(Int.self, forKey: .coefficientCount) ?? coefficientCount
    lifter = try container.decodeIfPresent(Double.self, forKey: .lifter) ?? lifter
  }
}
