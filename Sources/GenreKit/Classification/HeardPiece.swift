/// A piece that was heard to its end: what the network says of its windows, and the prediction made of it.
package struct HeardPiece {
  package let model: GenreModel
  /// What the network says of the windows; empty for a silent recording.
  package let scores: [SegmentScorer.Score]
  /// The timeline: of all of the recording, or of what was analysed.
  let parts: [Timeline.Part]
  /// Whether the whole recording is shorter than half a window.
  let isShort: Bool
  /// The length of the recording in seconds.
  let duration: Double
  /// The seconds that were analysed; nil for all.
  var sampledDuration: Double?
  let decodingWarnings: [GenreWarning]

  func prediction(
    file: String, options: ClassificationOptions = ClassificationOptions()
  ) -> GenrePrediction {
    let ranked = [GenreScore](labels: model.labels, probabilities: probabilities)
    var prediction = GenrePrediction(
      file: file, model: model.name, scores: ranked,
      isUnsure: isSilent
        || model.calibration.isUnsure(confidence: ranked[0].confidence, outOfScope: outOfScope),
      duration: duration, segments: options.includesTimeline ? parts.map(segment) : [],
      warnings: decodingWarnings + warnings,
      outOfScope: model.rejectsOutOfScope ? outOfScope : nil, sampledDuration: sampledDuration)
    if options.includesExplanation { prediction.explanation = explanation(of: ranked, parts: parts) }
    return options.topCount.map(prediction.keepingTop) ?? prediction
  }

  private var weights: [Int] { scores.map(\.plan.audibleCount) }

  /// The probability that the recording is out of scope: the mean over the windows, by weight.
  private var outOfScope: Double {
    isSilent ? 0 : WindowScore.mean(scores.map { [$0.window.outOfScope] }, weights: weights)[0]
  }

  /// Whether there is nothing or hardly anything to hear in the whole piece.
  package var isSilent: Bool { scores.allSatisfy(\.isSilent) }

  /// The mean of the windows' log probabilities, by weight, calibrated; where all is silent, nothing is known.
  private var probabilities: [Double] {
    guard !isSilent else { return equalProbabilities }
    let mean = WindowScore.mean(scores.map(\.logProbabilities), weights: weights)
    return Calibration.probabilities(mean, temperature: model.calibration.temperature)
  }

  /// All genres equally probable.
  private var equalProbabilities: [Double] {
    Array(repeating: 1 / Double(model.labels.count), count: model.labels.count)
  }

  private func segment(_ part: Timeline.Part) -> GenreSegment {
    let score = part.window.map { scores[$0] }
    let probabilities = score.map {
      Calibration.probabilities($0.logProbabilities, temperature: model.calibration.segmentTemperature)
    }
    return GenreSegment(
      start: part.start, end: part.end,
      scores: [GenreScore](labels: model.labels, probabilities: probabilities ?? equalProbabilities),
      isSilent: score?.isSilent ?? true)
  }

  /// Warnings about the recording, whatever the answer.
  package var recordingWarnings: [GenreWarning] { decodingWarnings + (isSilent ? [.nothingToHear] : []) }

  private var warnings: [GenreWarning] {
    var warnings: [GenreWarning] = []
    if isShort {
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
