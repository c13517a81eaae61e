/// A recording during its classification: takes samples, and returns the network's scores of each window.
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
  mutating func finish(name: String, warnings: [GenreWarning]) throws(GenreError) -> HeardPiece {
    try scorer.hear(try extraction.finish())
    try scorer.finish()
    guard scorer.planner.frameCount > 0 else {
      throw GenreError(.notAudio, "the recording has no samples", path: name)
    }
    let duration = Double(sampleCount) / model.features.sampleRate
    let timeline = Timeline(
      scorer.scores.map(\.plan), planner: scorer.planner, model: model, duration: duration)
    return HeardPiece(
      model: model, scores: scorer.scores, parts: timeline.parts, isShort: scorer.planner.isShort,
      duration: duration, decodingWarnings: warnings)
  }
}
