import GenreKit

/// Fits a model's confidence to clips that it was not trained on. Its answers stay what they are, unless genres
/// are shifted.
public struct GenreCalibrator: Sendable {
  /// The target accuracy, 0 to 1, of the answers that are not marked unsure.
  public var precision: Double
  /// Whether genres that the clips know only as one of several get an offset; see
  /// ``Calibration/fitted(to:precision:shiftsGenres:)``.
  public var shiftsGenres: Bool
  /// The probability, 0 to 1, from which a recording counts as out of scope; nil to leave it unchanged. Clips of music
  /// cannot say it.
  public var outOfScopeAbove: Double?

  /// Whether the precision must hold in each source of clips, not only in all of them together.
  public var holdsInEachSource = false
  /// The largest fraction, 0 to 1, of the clips out of scope that are not marked unsure: `outOfScopeAbove` is lowered
  /// until that holds; nil to leave it unchanged.
  public var outOfScopeRate: Double?

  /// Creates a calibrator.
  public init(precision: Double = 0.8, shiftsGenres: Bool = false, outOfScopeAbove: Double? = nil) {
    self.precision = precision
    self.shiftsGenres = shiftsGenres
    self.outOfScopeAbove = outOfScopeAbove
  }

  /// The model that is to score clips for the calibration of another: uncalibrated, and with the same genres.
  ///
  /// - Parameters:
  ///   - standIn: The model itself, or one that was trained like it without those clips.
  ///   - model: The model to calibrate.
  /// - Throws: ``GenreError`` with code `invalidModel` where their genres differ.
  public func scorer(_ standIn: GenreModel, for model: GenreModel) throws(GenreError) -> GenreModel {
    guard standIn.labels == model.labels else {
      throw GenreError(
        .invalidModel, "the model has other genres than the model to calibrate; give one with the same genres"
      )
    }
    var scorer = standIn
    scorer.calibration = Calibration()
    return scorer
  }

  /// Fits temperatures, threshold and offsets to all clips together, or the threshold to each source; clips that are
  /// silent or out of scope are left out.
  ///
  /// - Parameters:
  ///   - model: The model to calibrate. The limit of the probability of being out of scope stays as
  ///     it is, unless this calibrator says otherwise.
  ///   - sources: Clips as ``scorer(_:for:)`` scored them. What a calibration is worth that was fitted, for each of the
  ///     sources, to the others is measured as well.
  /// - Throws: ``GenreError`` with code `invalidData` where there are no clips.
  public func calibrate(
    _ model: GenreModel, on sources: [[ScoredClip]]
  ) throws(GenreError) -> CalibrationOutcome {
    let others = sources.flatMap { $0 }.filter { $0.truths.isEmpty && !$0.isSilent }
    let sources = sources.map { $0.filter { !$0.truths.isEmpty && !$0.isSilent } }.filter { !$0.isEmpty }
    let clips = sources.flatMap { $0 }
    guard !clips.isEmpty else {
      throw GenreError(.invalidData, "there are no clips to calibrate on; add some")
    }
    var outOfScopeAbove = outOfScopeAbove ?? model.calibration.outOfScopeAbove
    var calibrated = model
    calibrated.calibration =
      holdsInEachSource
      ? .fitted(toEach: sources, precision: precision, shiftsGenres: shiftsGenres)
      : .fitted(to: clips, precision: precision, shiftsGenres: shiftsGenres)
    if let outOfScopeRate, model.rejectsOutOfScope {
      outOfScopeAbove = calibrated.calibration.outOfScopeLimit(
        for: others, rate: outOfScopeRate, limit: outOfScopeAbove)
    }
    calibrated.calibration.outOfScopeAbove = outOfScopeAbove
    return CalibrationOutcome(
      model: calibrated,
      sources: sources.map { $0.map { $0.shifted(by: calibrated.calibration.genreOffsets) } },
      crossFitted: Evaluation.crossFitted(
        sources, labels: model.labels, precision: precision, shiftsGenres: shiftsGenres,
        holdsInEachSource: holdsInEachSource, outOfScopeAbove: outOfScopeAbove))
  }
}
