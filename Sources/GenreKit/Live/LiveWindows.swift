import GRUNet

/// The live answers to samples at the model's rate: windows in equal steps, and the events that come of them.
struct LiveWindows {
  /// The least number of steps in the time of a window.
  private static let stepsPerWindow = 5.0

  private let model: GenreModel
  private let scorer: WindowScorer
  private let workspace = Workspace()
  private var frames: LiveFrames
  private var track: LiveTrack
  /// The seconds between two windows.
  private let step: Double
  /// The steps between two answers.
  private let stepsPerAnswer: Int
  private var stepCount = 0
  private var sampleCount = 0
  /// What the latest window said.
  private var latest = LiveSound.pending
  /// Whether enough sound for a reliable answer has been classified since the last silence or change.
  private var isFirm = false

  init(scorer: WindowScorer, pipeline: FeaturePipeline, options: LiveOptions) {
    model = scorer.model
    self.scorer = scorer
    let interval = options.interval ?? model.grid.duration
    stepsPerAnswer = max(1, Int((interval * Self.stepsPerWindow / model.grid.duration - 1e-9).rounded(.up)))
    step = interval / Double(stepsPerAnswer)
    frames = LiveFrames(model: model, pipeline: pipeline)
    track = LiveTrack(model: model, step: step, timeConstant: options.timeConstant)
  }

  /// The seconds up to now.
  private var duration: Double { Double(sampleCount) / model.features.sampleRate }

  /// Takes the next samples.
  mutating func append(_ samples: ArraySlice<Float>) throws(GenreError) -> [LiveEvent] {
    sampleCount += samples.count
    try frames.append(samples)
    var events: [LiveEvent] = []
    while frames.frameCount >= frameCount(at: nextTime) { events += try takeStep() }
    frames.drop(before: frameCount(at: nextTime))
    return events
  }

  /// Ends the stream.
  ///
  /// - Returns: The last answer, where there is sound that none of the others counts, and the end.
  mutating func finish(prediction: GenrePrediction?, warnings: [GenreWarning]) throws(GenreError)
    -> [LiveEvent]
  {
    try frames.finish()
    var events: [LiveEvent] = []
    while frames.frameCount >= frameCount(at: nextTime) { events += try takeStep() }
    if frames.frameCount > frameCount(at: Double(stepCount) * step) {
      events += try take(frames.frameCount, time: duration)
      events.append(event(.answer, time: duration))
    }
    var end = event(.end, time: duration)
    end.prediction = prediction
    end.warnings = warnings
    return events + [end]
  }

  private var nextTime: Double { Double(stepCount + 1) * step }

  /// The frames whose middle lies within the first seconds, and whose last sample lies little behind.
  private func frameCount(at time: Double) -> Int {
    1 + Int((time * model.features.frameRate).rounded(.down))
  }

  private mutating func takeStep() throws(GenreError) -> [LiveEvent] {
    let time = nextTime
    var events = try take(frameCount(at: time), time: time)
    stepCount += 1
    if stepCount % stepsPerAnswer == 0 { events.append(event(.answer, time: time)) }
    return events
  }

  /// Takes what there is at a moment.
  ///
  /// - Returns: The change that is certain now, if there is one.
  private mutating func take(_ end: Int, time: Double) throws(GenreError) -> [LiveEvent] {
    let old: LiveLabel?
    switch try frames.moment(at: end) {
    case .pending:
      latest = track.mean.isEmpty ? .pending : latest
      return []
    case .silence(let count):
      latest = .silence
      old = track.takeSilence(at: time, duration: Double(count) / model.features.frameRate)
      if track.label == .silence { isFirm = false }
    case .window(let window, let isLong):
      old = try take(window, isLong: isLong, time: time)
    }
    guard let old else { return [] }
    return [event(.change, time: time).with(.change, previous: old.previous(of: model.labels))]
  }

  private mutating func take(
    _ window: FeatureWindow, isLong: Bool, time: Double
  ) throws(GenreError) -> LiveLabel? {
    let score = try scorer.scores(of: [window.values], workspace: workspace)[0]
    let old = track.take(
      score, audibleCount: window.plan.audibleCount, isLong: isLong, time: time,
      duration: Double(window.plan.frames.count) / model.features.frameRate)
    isFirm = isFirm || isLong
    latest = track.meanLabel.sound
    return old
  }

  private func event(_ kind: LiveEvent.Kind, time: Double) -> LiveEvent {
    let isSounding = (latest == .music || latest == .noMusic) && !track.mean.isEmpty
    let probabilities =
      isSounding
      ? Calibration.probabilities(track.mean.logProbabilities, temperature: model.calibration.temperature)
      : Array(repeating: 1 / Double(model.labels.count), count: model.labels.count)
    let scores = [GenreScore](labels: model.labels, probabilities: probabilities)
    let isUnsure =
      !isSounding || !isFirm
      || model.calibration.isUnsure(confidence: scores[0].confidence, outOfScope: track.mean.outOfScope)
    return LiveEvent(
      kind: kind, time: time, since: track.since, sound: latest, scores: scores, isUnsure: isUnsure,
      outOfScope: isSounding && model.rejectsOutOfScope ? track.mean.outOfScope : nil)
  }
}
