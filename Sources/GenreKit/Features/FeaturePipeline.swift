import GenreFeatures

/// The tables that features are made with: made once, used by any number of pieces and threads at once.
struct FeaturePipeline: Sendable {
  let configuration: FeatureConfiguration
  private let mfcc: MFCC
  private let deltas: DeltaStream
  /// Mel power under which a frame counts as silent in every band.
  private let silence: Float

  init(_ configuration: FeatureConfiguration) throws(GenreError) {
    try configuration.validate()
    self.configuration = configuration
    mfcc = try MFCC.prepared(configuration.mfcc)
    deltas = try DeltaStream(
      configuration.deltas, coefficientCount: configuration.staticCoefficientCount)
    silence = Self.silence(of: configuration.mfcc)
  }

  /// Begins a piece.
  func makeExtraction() -> FeatureExtraction {
    FeatureExtraction(pipeline: self, stream: mfcc.stream(), deltas: deltas)
  }

  /// The features of mel power, [frames x bands], without deltas.
  ///
  /// The dynamic range is held against the loudest of these frames.
  func rows(ofMelPower power: FeatureMatrix) throws(GenreError) -> FeatureRows {
    let matrix =
      switch configuration.kind {
      case .mfcc:
        try mfcc.transformed(melPower: power)
      case .mel:
        BandGroups.averaged(
          configuration.mfcc.decibels.decibels(of: power), bandsPerGroup: configuration.bandsPerGroup)
      }
    return FeatureRows(values: matrix.values, isAudible: audibility(of: power))
  }

  /// About what a tone of -70 dB below full scale has in the strongest band, and more than the dither of a 16-bit
  /// recording: 1e-3 with librosa's defaults. The power of a tone grows with the square of the window's sum, and Slaney's
  /// narrowest filters are 1/26 as high as those that are not normalised.
  private static func silence(of configuration: MFCC.Configuration) -> Float {
    let stft = configuration.stft
    let sum = stft.window.values(length: stft.windowLength ?? stft.fftLength).reduce(0, +)
    let height: Float = configuration.mel.normalization == .slaney ? 1 : 26
    return 1e-3 * (sum / 1024) * (sum / 1024) * height
  }

  private func audibility(of power: FeatureMatrix) -> [Bool] {
    (0..<power.frameCount).map { power.row($0).contains { $0 > silence } }
  }
}
