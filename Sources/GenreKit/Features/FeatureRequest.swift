import GenreFeatures

/// What a person asks of features; what is nil stays as it is.
public struct FeatureRequest: Sendable, Hashable {
  /// Which features.
  public var kind: FeatureConfiguration.Kind?
  /// MFCCs a frame.
  public var coefficientCount: Int?
  /// Mel bands.
  public var bandCount: Int?
  /// How many derivatives over time stand beside the coefficients: 0 for none, 1 or 2.
  public var deltaOrders: Int?
  /// Frames under the window of the deltas.
  public var deltaWidth: Int?
  /// The rate to resample to, in Hz.
  public var sampleRate: Double?
  /// Samples in a Fourier transform.
  public var fftLength: Int?
  /// Samples under the window.
  public var windowLength: Int?
  /// Samples from one frame to the next.
  public var hopLength: Int?

  /// Creates the request that asks for nothing.
  public init() {}

  /// A configuration changed as is asked for.
  public func applied(to configuration: FeatureConfiguration) -> FeatureConfiguration {
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
        "this cache holds \(features.differences(from: wanted)); leave these options out, or make another "
          + "cache", path: path)
    }
  }
}

extension GenreDataset {
  /// Reads a cache, or makes the features of a folder of genre folders, as is asked for.
  ///
  /// - Parameters:
  ///   - request: For a folder, what to change of the features that are usual; a cache must have been made so.
  ///   - usual: The features of a folder of which nothing is asked.
  /// - Throws: ``GenreError``, with code `invalidArgument` for a cache of other features.
  public init(
    at path: String, requesting request: FeatureRequest,
    of usual: FeatureConfiguration = FeatureConfiguration(),
    jobs: Int? = nil,
    onFile: (FolderProgress) -> Void = { _ in }
  ) throws(GenreError) {
    try self.init(
      at: path, features: request.applied(to: usual), jobs: jobs, onFile: onFile)
    if !FileListing.isFolder(path) { try request.require(in: features, of: path) }
  }
}
