import ArgumentParser
import GenreKit
import GenreTraining

/// The options that say which features are made; what is not given is as librosa has it, or as the cache has it.
struct FeatureOptions: ParsableArguments {
  @Option(help: "What to compute: mfcc, or mel for the mel spectrogram in decibels. (default: mfcc)")
  var kind: FeatureConfiguration.Kind?

  @Option(help: "MFCCs a frame. (default: 13)")
  var coefficients: Int?

  @Option(help: "Mel bands. (default: 128)")
  var bands: Int?

  @Option(help: "Derivatives over time beside the coefficients: 0, 1 or 2 of each. (default: 0)")
  var deltas: Int?

  @Option(help: "Frames that a derivative is fitted to, an odd number. (default: 9)")
  var deltaWidth: Int?

  @Option(help: "The sample rate to resample to, in Hz. (default: 22050)")
  var rate: Double?

  @Option(help: "Samples in a Fourier transform (n_fft). (default: 2048)")
  var fftLength: Int?

  @Option(help: "Samples under the window of a transform (win_length); by default all of them.")
  var windowLength: Int?

  @Option(help: "Samples from one frame to the next (hop_length). (default: 512)")
  var hopLength: Int?

  func validate() throws {
    if let deltas, !(0...2).contains(deltas) {
      throw ValidationError("--deltas must be 0, 1 or 2, not \(deltas).")
    }
    if deltaWidth != nil, deltas ?? 0 == 0 {
      throw ValidationError("--delta-width goes with --deltas 1 or 2.")
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
