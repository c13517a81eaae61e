import GenreFeatures
import GenreKit

/// A request for features; nil leaves a value unchanged.
package struct FeatureRequest: Sendable, Hashable {
  /// The kind of features.
  package var kind: FeatureConfiguration.Kind?
  /// MFCCs a frame.
  package var coefficientCount: Int?
  /// Mel bands.
  package var bandCount: Int?
  /// The number of derivatives over time beside the coefficients: 0 for none, 1 or 2.
  package var deltaOrders: Int?
  /// Frames under the window of the deltas.
  package var deltaWidth: Int?
  /// The rate to resample to, in Hz.
  package var sampleRate: Double?
  /// Samples in a Fourier transform.
  package var fftLength: Int?
  /// Samples under the window.
  package var windowLength: Int?
  /// Samples from one frame to the next.
  package var hopLength: Int?

  /// Creates the request that asks for nothing.
  package init() {}

  /// A configuration changed as is asked for.
  package func applied(to configuration: FeatureConfiguration) -> FeatureConfiguration {
    var changed = configuration
    changed.kind = kind ?? changed.kind
    changed.mfcc.coefficientCount = coefficientCount ?? changed.mfcc.coefficientCount
    changed.mfcc.mel.bandCount = bandCount ?? changed.mfcc.mel.bandCount
    changed.mfcc.mel.sampleRate = sampleRate ?? changed.mfcc.mel.sampleRate
    changed.mfcc.mel.fftLength = fftLength ?? changed.mfcc.mel.fftLength
    changed.mfcc.stft.fftLength = fftLength ?? changed.mfcc.stft.fftLength
    changed.mfcc.stft.windowLength = windowLength ?? changed.mfcc.stft.windowLength
    changed.mfcc.stft.hopLength = hopLength ?? changed.mfcc.stft.hopLength
    changed.deltas = deltas(changed.deltas)
    return changed
  }

  private func deltas(_ present: DeltaFeatures?) -> DeltaFeatures? {
    let orders = deltaOrders ?? present?.orders ?? 0
    guard orders != 0 else { return nil }
    return DeltaFeatures(orders: orders, width: deltaWidth ?? present?.width ?? DeltaFeatures().width)
  }

  /// Makes sure that a cache has what is asked for.
  ///
  /// - Throws: ``GenreError`` with code `invalidArgument` that names what it has instead.
  func require(in features: FeatureConfiguration, of path: String) throws(GenreError) {
    let wanted = applied(to: features)
    guard wanted == features else {
      throw GenreError(
        .invalidArgument,
        "the cache has \(features.differences(from: wanted)); ask for the features of the cache, or make another cache",
        path: path)
    }
  }
}
