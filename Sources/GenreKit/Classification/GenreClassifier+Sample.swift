import GenreAudio

// A part of a recording instead of all of it: ``ClassificationOptions/sample``.

extension GenreClassifier {
  /// Analyses a sample of a recording: goes from excerpt to excerpt where the format allows it, and decodes all of it but
  /// analyses no more than the excerpts elsewhere.
  ///
  /// - Parameters:
  ///   - seconds: How much of it.
  ///   - stream: The recording, from its start on.
  /// - Returns: Nil where all of it has to be analysed: it is no longer than that, its length is not known, or it ends
  ///   before that. The stream is then at its start.
  func sample(
    _ seconds: Double, of stream: AudioStream, until cancellation: Cancellation,
    onProgress: (HearingProgress) -> Void
  ) throws(GenreError) -> HeardPiece? {
    let declared = stream.format.declaredFrameCount.map { Double($0) / stream.format.sampleRate }
    if let declared, plan(seconds, of: declared) == nil { return nil }
    if let duration = try stream.lengthForSeeking(), let plan = plan(seconds, of: duration),
      let piece = try seek(plan, duration, in: stream, until: cancellation, onProgress: onProgress)
    {
      return piece
    }
    try stream.beginAgain()
    guard let declared, let plan = plan(seconds, of: declared) else { return nil }
    if let piece = try pick(plan, declared, from: stream, until: cancellation, onProgress: onProgress) {
      return piece
    }
    try stream.beginAgain()
    return nil
  }

  /// Analyses a sample of samples that are in memory, mono at the model's rate; nil where that is all of them.
  func sample(
    _ seconds: Double, ofMono samples: [Float], warnings: [GenreWarning], until cancellation: Cancellation
  ) throws(GenreError) -> HeardPiece? {
    let rate = model.features.sampleRate
    let duration = Double(samples.count) / rate
    guard let plan = plan(seconds, of: duration) else { return nil }
    var analysis = SampleAnalysis(scorer: scorer, pipeline: pipeline)
    for (excerpt, start) in plan.starts.enumerated() {
      try cancellation.check()
      try analysis.append(samples[plan.samples(of: excerpt, sampleRate: rate)], at: start)
    }
    return try analysis.finish(duration: duration, warnings: warnings)
  }

  private func plan(_ seconds: Double, of duration: Double) -> SamplePlan? {
    SamplePlan(duration: duration, sample: seconds, windowDuration: model.grid.duration)
  }

  /// Analyses the excerpts, and decodes nothing between them; nil where one cannot be reached or is cut.
  private func seek(
    _ plan: SamplePlan, _ duration: Double, in stream: AudioStream, until cancellation: Cancellation,
    onProgress: (HearingProgress) -> Void
  ) throws(GenreError) -> HeardPiece? {
    var analysis = SampleAnalysis(scorer: scorer, pipeline: pipeline)
    let count = plan.samples(of: 0, sampleRate: stream.sampleRate).count
    for start in plan.starts {
      try cancellation.check()
      guard let samples = try stream.samples(at: start, count: count) else { return nil }
      try analysis.append(samples[...], at: start)
      onProgress(HearingProgress(heard: start + plan.length, expected: duration))
    }
    return try analysis.finish(duration: duration, warnings: stream.warnings.map { GenreWarning($0) })
  }

  /// Decodes all and analyses the excerpts; nil where the recording ends before the last.
  private func pick(
    _ plan: SamplePlan, _ expected: Double, from stream: AudioStream, until cancellation: Cancellation,
    onProgress: (HearingProgress) -> Void
  ) throws(GenreError) -> HeardPiece? {
    var analysis = SampleAnalysis(scorer: scorer, pipeline: pipeline)
    var collector = SampleCollector(plan, sampleRate: stream.sampleRate)
    try stream.forEachBlock(until: cancellation) { block throws(GenreError) in
      for (start, samples) in collector.append(block) { try analysis.append(samples[...], at: start) }
      onProgress(
        HearingProgress(heard: Double(collector.position) / stream.sampleRate, expected: expected))
    }
    guard collector.isComplete else { return nil }
    return try analysis.finish(
      duration: Double(collector.position) / stream.sampleRate,
      warnings: stream.warnings.map { GenreWarning($0) })
  }
}
