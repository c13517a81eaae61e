extension STFT {
  /// The values beyond the ends of a signal when frames are centred.
  public enum Padding: String, Sendable, Hashable, Codable, CaseIterable {
    /// Silence: librosa's default (`pad_mode="constant"`).
    case zero
    /// The signal mirrored at its first and last sample, which are not repeated (NumPy's `reflect`).
    case reflect
  }

  /// The configuration of the short-time Fourier transform: framing and window. The defaults are librosa's.
  ///
  /// The JSON form is stored in model files: a key that is absent means its default.
  public struct Configuration: Sendable, Hashable {
    /// Samples in the Fourier transform of a frame (librosa's `n_fft`): even, 2 or more.
    public var fftLength: Int
    /// Samples under the window, centred in the frame (librosa's `win_length`); nil means `fftLength`.
    public var windowLength: Int?
    /// Samples from the start of one frame to the next.
    public var hopLength: Int
    /// The window's shape.
    public var window: WindowFunction
    /// Whether frame t is centred at sample t x `hopLength`, so that the signal is padded by half a frame at
    /// both ends; if not, frame t begins there and only whole frames count.
    public var isCentered: Bool
    /// The values of the padding, when centred.
    public var padding: Padding

    /// Makes a configuration; it is checked when an ``STFT`` is made of it.
    public init(
      fftLength: Int = 2048, windowLength: Int? = nil, hopLength: Int = 512,
      window: WindowFunction = .hann, isCentered: Bool = true, padding: Padding = .zero
    ) {
      self.fftLength = fftLength
      self.windowLength = windowLength
      self.hopLength = hopLength
      self.window = window
      self.isCentered = isCentered
      self.padding = padding
    }

    /// Bins in a spectrum: 1 + `fftLength` / 2.
    public var binCount: Int { fftLength / 2 + 1 }

    /// Samples of padding at each end.
    var margin: Int { isCentered ? fftLength / 2 : 0 }

    /// The number of frames of a signal.
    ///
    /// Centred, 1 + sampleCount / hopLength; otherwise 1 + (sampleCount - fftLength) / hopLength, or none if it
    /// is shorter than a frame. No samples give no frames.
    public func frameCount(forSampleCount sampleCount: Int) -> Int {
      let last = sampleCount + 2 * margin - fftLength
      return sampleCount <= 0 || last < 0 ? 0 : 1 + last / hopLength
    }

    /// The largest length that is accepted: 48 seconds at 22,050 Hz, more than anyone means to ask for.
    static let largestLength = 1 << 20

    func validate() throws(FeatureError) {
      guard fftLength >= 2, fftLength % 2 == 0, fftLength <= Self.largestLength else {
        throw .configuration(
          "the FFT length is \(fftLength); it must be even, from 2 to \(Self.largestLength), such as 2048")
      }
      guard hopLength >= 1, hopLength <= Self.largestLength else {
        throw .configuration(
          "the hop length is \(hopLength); it must be from 1 to \(Self.largestLength), such as 512")
      }
      if let windowLength, windowLength < 1 || windowLength > fftLength {
        throw .configuration(
          "the window length is \(windowLength); it must be from 1 to the FFT length, \(fftLength)")
      }
    }
  }
}

extension STFT.Configuration: Codable {
  private enum CodingKeys: String, CodingKey {
    case fftLength, windowLength, hopLength, window, isCentered, padding
  }

  /// Decodes a configuration, with the default for every key that is absent.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    fftLength = try container.decodeIfPresent(Int.self, forKey: .fftLength) ?? fftLength
    windowLength = try container.decodeIfPresent(Int.self, forKey: .windowLength)
    hopLength = try container.decodeIfPresent(Int.self, forKey: .hopLength) ?? hopLength
    window = try container.decodeIfPresent(WindowFunction.self, forKey: .window) ?? window
    isCentered = try container.decodeIfPresent(Bool.self, forKey: .isCentered) ?? isCentered
    padding = try container.decodeIfPresent(STFT.Padding.self, forKey: .padding) ?? padding
  }
}
