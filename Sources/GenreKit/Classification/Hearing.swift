/// One piece being heard: samples in, at the end a prediction.
struct Hearing {
  private let model: GenreModel
  private var extraction: FeatureExtraction
  private var scorer: SegmentScorer
  private var sampleCount = 0

  init(scorer: WindowScorer, pipeline: FeaturePipeline) {
    model = scorer.model
    extraction = pipeline.makeExtraction()
    self.scorer = SegmentScorer(scorer: scorer)
  }

  /// Hears the next samples, mono at the model's rate.
  mutating func hear(_ samples: ArraySlice<Float>) throws(GenreError) {
    sampleCount += samples.count
    try scorer.hear(try extraction.append(samples))
  }

  /// Ends the piece.
  ///
  /// - Throws: ``GenreError`` with code `notAudio` if there was not one sample.
  mutating func prediction(file: String, decodingWarnings: [String]) throws(GenreError) -> GenrePrediction {
    try scorer.hear(try extraction.finish())
    try scorer.finish()
    guard !scorer.scores.isEmpty else {
      throw GenreError(.notAudio, "there are no samples to hear", path: file)
    }
    let isSilent = scorer.scores.allSatisfy(\.isSilent)
    let probabilities = pieceProbabilities(isSilent: isSilent)
    let scores = [GenreScore](labels: model.labels, probabilities: probabilities)
    return GenrePrediction(
      file: file, model: model.name, scores: scores,
      isUnsure: isSilent || scores[0].confidence < model.calibration.unsureBelow,
      duration: duration, segments: scorer.scores.map(segment),
      warnings: decodingWarnings + warnings(isSilent: isSilent))
  }

  private var duration: Double { Double(sampleCount) / model.features.sampleRate }

  /// The mean of the audible windows' log probabilities, calibrated; where all is silent, nothing is known and every
  /// genre is as likely.
  private func pieceProbabilities(isSilent: Bool) -> [Double] {
    guard !isSilent else {
      return Array(repeating: 1 / Double(model.labels.count), count: model.labels.count)
    }
    let audible = scorer.scores.filter { !$0.isSilent }.map(\.logProbabilities)
    return Calibration.probabilities(ScoredClip.mean(audible), temperature: model.calibration.temperature)
  }

  private func segment(_ score: SegmentScorer.Score) -> GenreSegment {
    let rate = model.features.frameRate
    let index = (Double(score.frames.lowerBound) / rate / model.grid.duration).rounded()
    let start = index * model.grid.duration
    return GenreSegment(
      start: start, end: min(duration, start + model.grid.duration),
      scores: [GenreScore](
        labels: model.labels,
        probabilities: Calibration.probabilities(
          score.logProbabilities, temperature: model.calibration.segmentTemperature)),
      isSilent: score.isSilent)
  }

  private func warnings(isSilent: Bool) -> [String] {
    var warnings: [String] = []
    if scorer.didRepeat {
      warnings.append(
        "shorter than the \(model.grid.duration.plainText) s that the model hears at a time; repeated to fill them")
    }
    if isSilent { warnings.append("silent: there is nothing to hear, so the answer means nothing") }
    return warnings
  }
}
