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

  /// The features of a window that is looked at by itself, with its deltas.
  ///
  /// - Parameters:
  ///   - block: The window's frames, 1 or more.
  ///   - loudest: The power that the dynamic range is relative to, at least the window's own greatest.
  func rows(ofWindow block: FeatureBlocks.Block, loudest: Float) throws(GenreError) -> FeatureRows {
    // One frame more stands for the loudest one outside of the window.
    let rest = [Float](repeating: 0, count: configuration.mfcc.mel.bandCount - 1)
    let extended = FeatureBlocks.Block(
      power: block.power + [loudest] + rest, isAudible: block.isAudible + [false], loudest: loudest)
    var rows = try rows(of: extended)
    rows.isAudible.removeLast()
    rows.values.removeLast(rows.values.count / extended.isAudible.count)
    var stream = deltas
    return try stream.finish(rows)
  }

  /// Which of some frames are audible beside the loudest of all that it is compared with.
  func audible(_ peaks: some Sequence<Float>, loudest: Float) -> [Bool] {
    let threshold = audibility.threshold(loudest: loudest)
    return peaks.map { $0 > threshold }
  }

  /// Begins the mel power of a sound.
  func makeMelStream() -> MelFrameStream { mfcc.stream() }

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
