/// A piece that was heard to its end: what the network says of its windows, and the prediction made of it.
package struct HeardPiece {
  package let model: GenreModel
  package let scores: [SegmentScorer.Score]
  /// In seconds.
  let duration: Double
  /// Whether the piece was shorter than a window and was repeated to fill it.
  let wasRepeated: Bool
  let decodingWarnings: [GenreWarning]

  func prediction(
    file: String, options: ClassificationOptions = ClassificationOptions()
  ) -> GenrePrediction {
    let segments = options.includesTimeline || options.includesExplanation ? scores.map(segment) : []
    let ranked = [GenreScore](labels: model.labels, probabilities: probabilities)
    var prediction = GenrePrediction(
      file: file, model: model.name, scores: ranked,
      isUnsure: isSilent
        || model.calibration.isUnsure(confidence: ranked[0].confidence, outOfScope: outOfScope),
      duration: duration, segments: options.includesTimeline ? segments : [],
      warnings: decodingWarnings + warnings,
      outOfScope: model.rejectsOutOfScope ? outOfScope : nil)
    if options.includesExplanation { prediction.explanation = explanation(of: ranked, segments: segments) }
    return options.topCount.map(prediction.keepingTop) ?? prediction
  }

  /// The probability that the recording is out of scope: the mean over the audible windows.
  private var outOfScope: Double {
    let audible = scores.filter { !$0.isSilent }
    return audible.reduce(0) { $0 + $1.window.outOfScope } / Double(max(1, audible.count))
  }

  /// Whether there is nothing or hardly anything to hear in the whole piece.
  package var isSilent: Bool { scores.allSatisfy(\.isSilent) }

  /// The mean of the audible windows' log probabilities, calibrated; where all is silent, nothing is known and every
  /// genre is as likely.
  private var probabilities: [Double] {
    guard !isSilent else {
      return Array(repeating: 1 / Double(model.labels.count), count: model.labels.count)
    }
    let audible = scores.filter { !$0.isSilent }.map(\.logProbabilities)
    return Calibration.probabilities(WindowScore.mean(audible), temperature: model.calibration.temperature)
  }

  private func segment(_ score: SegmentScorer.Score) -> GenreSegment {
    let index = (Double(score.frames.lowerBound) / model.features.frameRate / model.grid.duration).rounded()
    let start = index * model.grid.duration
    return GenreSegment(
      start: start, end: min(duration, start + model.grid.duration),
      scores: [GenreScore](
        labels: model.labels,
        probabilities: Calibration.probabilities(
          score.logProbabilities, temperature: model.calibration.segmentTemperature)),
      isSilent: score.isSilent)
  }

  /// Warnings about the recording, whatever the answer.
  package var recordingWarnings: [GenreWarning] { decodingWarnings + (isSilent ? [.nothingToHear] : []) }

  private var warnings: [GenreWarning] {
    var warnings: [GenreWarning] = []
    if wasRepeated {
      let message =
        "shorter than half of the model's window of \(model.grid.duration.plainText) s; repeated to fill the window"
      warnings.append(GenreWarning(.short, message))
    }
    if isSilent {
      warnings.append(.nothingToHear)
    }
    if !isSilent, outOfScope > model.calibration.outOfScopeAbove {
      warnings.append(
        GenreWarning(.outOfScope, "does not sound like music of a genre that the model knows"))
    }
    return warnings
  }
}
