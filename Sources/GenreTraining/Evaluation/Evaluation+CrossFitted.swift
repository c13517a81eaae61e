import GenreKit

extension Evaluation {
  /// Evaluates a calibration on clips that it was not fitted to: the clips of each source are answered with a
  /// calibration fitted to all others. With a single source there are no others, and the figures are too good.
  ///
  /// - Parameters:
  ///   - sources: Clips that are alike, apart in such a way that what holds between two of them holds for new clips, such
  ///     as folds by artist.
  ///   - labels: The model's genres.
  ///   - precision: As for ``Calibration/fitted(to:precision:shiftsGenres:)``.
  ///   - shiftsGenres: As there.
  ///   - holdsInEachSource: Whether the precision must hold in each of the other sources by itself.
  ///   - outOfScopeAbove: As in ``Calibration``; nothing is fitted there.
  public static func crossFitted(
    _ sources: [[ScoredClip]], labels: [String], precision: Double, shiftsGenres: Bool = false,
    holdsInEachSource: Bool = false, outOfScopeAbove: Double = Calibration().outOfScopeAbove
  ) -> Evaluation {
    let parts = sources.indices.map { index in
      let others = sources.count > 1 ? sources.indices.filter { $0 != index } : [index]
      let clips = others.map { sources[$0] }
      var calibration =
        holdsInEachSource
        ? Calibration.fitted(toEach: clips, precision: precision, shiftsGenres: shiftsGenres)
        : Calibration.fitted(
          to: clips.flatMap { $0 }, precision: precision, shiftsGenres: shiftsGenres)
      calibration.outOfScopeAbove = outOfScopeAbove
      return (
        clips: sources[index].map { $0.shifted(by: calibration.genreOffsets) }, calibration: calibration
      )
    }
    return Evaluation(parts, labels: labels)
  }
}
