internal import GenreBase
import GenreFeatures

/// The tables that features are made with: made once, used by any number of pieces and threads at once.
struct FeaturePipeline: Sendable {
  let configuration: FeatureConfiguration
  private let mfcc: MFCC
  private let deltas: DeltaStream
  private let audibility: Audibility

  init(_ configuration: FeatureConfiguration) throws(GenreError) {
    try configuration.validate()
    self.configuration = configuration
    mfcc = try MFCC.prepared(configuration.mfcc)
    deltas = try DeltaStream(
      configuration.deltas, coefficientCount: configuration.staticCoefficientCount)
    audibility = Audibility(configuration.mfcc)
  }

  /// Begins a piece.
  func makeExtraction() -> FeatureExtraction {
    FeatureExtraction(
      pipeline: self, stream: mfcc.stream(), blocks: FeatureBlocks(configuration, audibility: audibility),
      deltas: deltas)
  }

  /// The features of a block, without deltas. The dynamic range is relative to the loudest of its frames.
  func rows(of block: FeatureBlocks.Block) throws(GenreError) -> FeatureRows {
    let power = FeatureMatrix(
      frameCount: block.isAudible.count, coefficientCount: configuration.mfcc.mel.bandCount,
      values: block.power)
    let scale = decibels(of: block)
    let matrix =
      switch configuration.kind {
      case .mfcc: try mfcc.transformed(decibels: scale.decibels(of: power))
      case .mel: BandGroups.averaged(scale.decibels(of: power), bandsPerGroup: configuration.bandsPerGroup)
      }
    return FeatureRows(values: matrix.values, isAudible: block.isAudible)
  }

  /// The configured scale; for a block so soft that its dynamic range goes below the least power of that scale, one that
  /// has the whole range. Otherwise a soft recording would have other features than the same one made louder.
  private func decibels(of block: FeatureBlocks.Block) -> DecibelScale {
    var scale = configuration.mfcc.decibels
    guard let range = scale.dynamicRange, block.isAudible.contains(true) else { return scale }
    let least = Double(block.loudest) * pow(10, -range / 10)
    if least < scale.minimumPower, scale.minimumPower <= scale.reference, Float(least).isNormal {
      scale.minimumPower = least
    }
    return scale
  }
}
