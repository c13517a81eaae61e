import ArgumentParser
import GenreKit
import GenreTraining

/// The options of the features. Those that are not given have librosa's defaults, or the cache's values.
struct FeatureOptions: ParsableArguments {
  @Option(
    help:
      "Kind of features: mfcc, or mel for the mel spectrogram in decibels. \(RecipeDefault.feature { $0.kind.rawValue })"
  )
  var kind: FeatureConfiguration.Kind?

  @Option(help: "Number of MFCCs. \(RecipeDefault.feature { $0.mfcc.coefficientCount })")
  var coefficients: Int?

  @Option(help: "Number of mel bands. \(RecipeDefault.feature { $0.mfcc.mel.bandCount })")
  var bands: Int?

  @Option(
    help:
      "Highest order of the deltas (derivatives over time): 0, 1 or 2. \(RecipeDefault.feature { $0.deltas?.orders ?? 0 })"
  )
  var deltas: Int?

  @Option(help: "Width of the deltas in frames, an odd number. (default: 9)")
  var deltaWidth: Int?

  @Option(
    help: "Sample rate in Hz; audio is resampled to it. \(RecipeDefault.feature { $0.sampleRate })")
  var rate: Double?

  @Option(
    help:
      "Length of the Fourier transform in samples (n_fft). \(RecipeDefault.feature { $0.mfcc.stft.fftLength })"
  )
  var fftLength: Int?

  @Option(help: "Length of the analysis window in samples (win_length). (default: the FFT length)")
  var windowLength: Int?

  @Option(
    help: "Hop length in samples (hop_length). \(RecipeDefault.feature { $0.mfcc.stft.hopLength })")
  var hopLength: Int?

  func validate() throws {
    if let deltas, !(0...2).contains(deltas) {
      throw ValidationError("--deltas must be 0, 1 or 2, not \(deltas)")
    }
    if deltaWidth != nil, deltas ?? 0 == 0 {
      throw ValidationError("--delta-width without deltas; add --deltas 1 or 2")
    }
  }

  /// The kit's request.
  var request: FeatureRequest {
    var request = FeatureRequest()
    request.kind = kind
    request.coefficientCount = coefficients
    request.bandCount = bands
    request.deltaOrders = deltas
    request.deltaWidth = deltaWidth
    request.sampleRate = rate
    request.fftLength = fftLength
    request.windowLength = windowLength
    request.hopLength = hopLength
    return request
  }
}

extension FeatureConfiguration.Kind: ExpressibleByArgument {}
