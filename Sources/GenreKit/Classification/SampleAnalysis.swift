import GRUNet

/// A sample of a recording during its classification: takes excerpts, each a recording by itself up to its windows.
struct SampleAnalysis {
  /// Recurrent layers are faster with several windows at a time.
  private static let windowsPerPass = 10

  private let scorer: WindowScorer
  private let pipeline: FeaturePipeline
  private let workspace = Workspace()
  private var waiting: [FeatureWindow] = []
  private var scores: [SegmentScorer.Score] = []
  private var parts: [Timeline.Part] = []
  /// The samples analysed up to now.
  private var sampleCount = 0

  init(scorer: WindowScorer, pipeline: FeaturePipeline) {
    self.scorer = scorer
    self.pipeline = pipeline
  }

  private var model: GenreModel { scorer.model }

  /// Analyses an excerpt.
  ///
  /// - Parameters:
  ///   - samples: Mono at the model's rate.
  ///   - start: Where it begins in the recording, in seconds.
  mutating func append(_ samples: ArraySlice<Float>, at start: Double) throws(GenreError) {
    var extraction = pipeline.makeExtraction()
    var cutter = WindowCutter(grid: model.grid, features: model.features)
    var windows = cutter.append(try extraction.append(samples))
    windows += cutter.append(try extraction.finish())
    windows += cutter.finish()
    let timeline = Timeline(
      windows.map(\.plan), planner: cutter.planner, model: model,
      duration: Double(samples.count) / model.features.sampleRate)
    let number = scores.count + waiting.count
    parts += timeline.parts.map { $0.moved(by: start, windows: number) }
    waiting += windows
    sampleCount += samples.count
    if waiting.count >= Self.windowsPerPass { try score() }
  }

  /// Ends the recording.
  ///
  /// - Parameters:
  ///   - duration: That of the recording, in seconds.
  ///   - warnings: What was met while it was decoded.
  mutating func finish(duration: Double, warnings: [GenreWarning]) throws(GenreError) -> HeardPiece {
    try score()
    return HeardPiece(
      model: model, scores: scores, parts: parts, isShort: false, duration: duration,
      sampledDuration: Double(sampleCount) / model.features.sampleRate, decodingWarnings: warnings)
  }

  private mutating func score() throws(GenreError) {
    let rows = try scorer.scores(of: waiting.map(\.values), workspace: workspace)
    scores += zip(waiting, rows).map { SegmentScorer.Score(plan: $0.plan, window: $1) }
    waiting = []
  }
}
