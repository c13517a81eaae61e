extension MelFilterBank {
  /// The normalisation of the filters.
  public enum Normalization: String, Sendable, Hashable, Codable, CaseIterable {
    /// Every filter has the same area over frequency in Hz (2 / width): librosa's default.
    case slaney
    /// Every filter peaks at 1, as in HTK.
    case none
  }

  /// The configuration of a mel filter bank. The defaults are librosa's.
  ///
  /// The JSON form is stored in model files: a key that is absent means its default.
  public struct Configuration: Sendable, Hashable {
    /// The sample rates that filters are made for, in Hz: beyond them the arithmetic, not the sound, would decide.
    static let sampleRates = 1.0...1e8
    /// More bands than there are lines of any common transform.
    static let largestBandCount = 4096

    /// Samples a second of the audio, in Hz.
    public var sampleRate: Double
    /// Samples in the Fourier transform of a frame (librosa's `n_fft`): even.
    public var fftLength: Int
    /// The number of filters (librosa's `n_mels`).
    public var bandCount: Int
    /// The lower end of the lowest filter, in Hz (librosa's `fmin`).
    public var minimumFrequency: Double
    /// The upper end of the highest filter, in Hz (librosa's `fmax`); nil means half the sample rate.
    public var maximumFrequency: Double?
    /// The scale on which the filters are evenly spaced.
    public var scale: MelScale
    /// The normalisation of the filters.
    public var normalization: Normalization

    /// Makes a configuration; it is checked when a ``MelFilterBank`` is made of it.
    public init(
      sampleRate: Double = 22050, fftLength: Int = 2048, bandCount: Int = 128,
      minimumFrequency: Double = 0, maximumFrequency: Double? = nil,
      scale: MelScale = .slaney, normalization: Normalization = .slaney
    ) {
      self.sampleRate = sampleRate
      self.fftLength = fftLength
      self.bandCount = bandCount
      self.minimumFrequency = minimumFrequency
      self.maximumFrequency = maximumFrequency
      self.scale = scale
      self.normalization = normalization
    }

    /// `maximumFrequency`, or half the sample rate.
    public var upperFrequency: Double { maximumFrequency ?? sampleRate / 2 }

    func validate() throws(FeatureError) {
      guard Self.sampleRates.contains(sampleRate) else {
        throw .configuration("the sample rate is \(sampleRate) Hz; it must be from 1 to 100,000,000 Hz")
      }
      guard fftLength >= 2, fftLength % 2 == 0, fftLength <= STFT.Configuration.largestLength else {
        throw .configuration("the filter bank's FFT length is \(fftLength); it must be even, such as 2048")
      }
      guard (1...Self.largestBandCount).contains(bandCount) else {
        throw .configuration(
          "the number of mel bands is \(bandCount); it must be from 1 to \(Self.largestBandCount), such as 128"
        )
      }
      guard minimumFrequency >= 0, minimumFrequency < upperFrequency else {
        throw .configuration(
          "the mel bands run from \(minimumFrequency) to \(upperFrequency) Hz; the first must be 0 or more and "
            + "below the second")
      }
      guard upperFrequency <= sampleRate / 2 else {
        throw .configuration(
          "the mel bands end at \(upperFrequency) Hz, above the \(sampleRate / 2) Hz that a sample rate of "
            + "\(sampleRate) Hz can hold")
      }
    }
  }
}

extension MelFilterBank.Configuration: Codable {
  private enum CodingKeys: String, CodingKey {
    case sampleRate, fftLength, bandCount, minimumFrequency, maximumFrequency, scale, normalization
  }

  /// Decodes a configuration, with the default for every key that is absent.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    sampleRate = try container.decodeIfPresent(Double.self, forKey: .sampleRate) ?? sampleRate
    fftLength = try container.decodeIfPresent(Int.self, forKey: .fftLength) ?? fftLength
    bandCount = try container.decodeIfPresent(Int.self, forKey: .bandCount) ?? bandCount
    minimumFrequency =
      try container.decodeIfPresent(Double.self, forKey: .minimumFrequency) ?? minimumFrequency
    maximumFrequency = try container.decodeIfPresent(Double.self, forKey: .maximumFrequency)
    scale = try container.decodeIfPresent(MelScale.self, forKey: .scale) ?? scale
    normalization =
      try container.decodeIfPresent(MelFilterBank.Normalization.self, forKey: .normalization) ?? normalization
  }
}
