import GenreAudio

/// Says what genre a piece of music is.
///
/// A value: make it once, share it between threads and call it from all of them. A synchronous call works on the calling
/// thread, an asynchronous one on threads of the library's own. Each holds a bounded amount of memory however long the
/// piece is, and checks for cancellation of the task.
///
/// ```swift
/// let classifier = try GenreClassifier()
/// let prediction = try classifier.classify(contentsOf: "song.mp3")
/// print(prediction.best.genre, prediction.best.confidence)
/// ```
public struct GenreClassifier: Sendable {
  /// The model that answers.
  public let model: GenreModel
  package let decoder: AudioDecoder
  let pipeline: FeaturePipeline
  let scorer: WindowScorer

  /// The samples that are heard at a time.
  private static let blockLength = 1 << 16

  /// Creates a classifier.
  ///
  /// - Parameters:
  ///   - source: The model; the bundled one by default.
  ///   - limits: What is refused, for input that is not trusted.
  /// - Throws: ``GenreError`` if the model cannot be loaded.
  public init(
    model source: ModelSource = .bundled, limits: AudioLimits = AudioLimits()
  ) throws(GenreError) {
    try self.init(model: GenreModel(source), limits: limits)
  }

  /// Creates a classifier for a model that is at hand.
  public init(
    model: GenreModel, limits: AudioLimits = AudioLimits()
  ) throws(GenreError) {
    self.model = model
    decoder = AudioDecoder(limits: limits)
    pipeline = try FeaturePipeline(model.features)
    scorer = WindowScorer(model: model)
  }

  /// Hears a file of any supported format, told by its content.
  ///
  /// - Parameters:
  ///   - path: A file or a pipe.
  ///   - options: What is computed.
  /// - Throws: ``GenreError``: `notFound`, `unreadable`, `notAudio`, `unsupportedFormat`, `limitExceeded`,
  ///   `cancelled`.
  public func classify(
    contentsOf path: String, options: ClassificationOptions = ClassificationOptions()
  ) throws(GenreError) -> GenrePrediction {
    try classify(.file(path: path), options: options)
  }

  /// Hears a file that is in memory.
  ///
  /// - Parameters:
  ///   - bytes: The whole file, in any supported format.
  ///   - name: What the prediction and errors call it.
  ///   - options: What is computed.
  /// - Throws: ``GenreError``: `notAudio`, `unsupportedFormat`, `limitExceeded`, `cancelled`.
  public func classify(
    _ bytes: [UInt8], name: String, options: ClassificationOptions = ClassificationOptions()
  ) throws(GenreError) -> GenrePrediction {
    try classify(.bytes(bytes, name: name), options: options)
  }

  /// Hears a file or bytes.
  ///
  /// - Parameters:
  ///   - source: The file or bytes.
  ///   - options: What is computed.
  ///   - onProgress: Told after every few seconds of sound how much has been heard.
  /// - Throws: ``GenreError``: `notFound`, `unreadable`, `notAudio`, `unsupportedFormat`, `limitExceeded`, `cancelled`.
  public func classify(
    _ source: AudioSource, options: ClassificationOptions = ClassificationOptions(),
    onProgress: (HearingProgress) -> Void = { _ in }
  ) throws(GenreError) -> GenrePrediction {
    try hear(source, sample: options.sample, onProgress: onProgress).prediction(
      file: source.name ?? "", options: options)
  }

  /// Hears samples: mixed down and resampled as needed, which takes as much memory as they do.
  ///
  /// - Parameters:
  ///   - signal: The samples, with their rate and channels.
  ///   - name: What the prediction and errors call them.
  ///   - options: What is computed.
  /// - Throws: ``GenreError``: `notAudio` for an empty signal or a rate that cannot be resampled, `invalidArgument` for
  ///   samples that are no finite numbers, `cancelled`.
  public func classify(
    _ signal: AudioSignal, name: String, options: ClassificationOptions = ClassificationOptions()
  ) throws(GenreError) -> GenrePrediction {
    try hear(signal, name: name, sample: options.sample).prediction(file: name, options: options)
  }

  /// Hears samples to the end, or a sample of them.
  package func hear(
    _ signal: AudioSignal, name: String, sample: Double? = nil,
    until cancellation: Cancellation = Cancellation()
  ) throws(GenreError) -> HeardPiece {
    try cancellation.check()
    do throws(GenreError) {
      let mono = try signal.mono(sampleRate: model.features.sampleRate)
      if let sample,
        let piece = try self.sample(
          sample, ofMono: mono.signal.samples, warnings: mono.warnings, until: cancellation)
      {
        return piece
      }
      return try hear(mono: mono.signal.samples, name: name, warnings: mono.warnings, until: cancellation)
    } catch {
      throw GenreError(error.code, error.message, path: error.path ?? name)
    }
  }

  /// Hears samples at the model's rate, block by block, so that a cancelled task ends within one.
  private func hear(
    mono samples: [Float], name: String, warnings: [GenreWarning], until cancellation: Cancellation
  ) throws(GenreError) -> HeardPiece {
    var hearing = Hearing(scorer: scorer, pipeline: pipeline)
    for start in stride(from: 0, to: samples.count, by: Self.blockLength) {
      try cancellation.check()
      try hearing.hear(samples[start..<min(samples.count, start + Self.blockLength)])
    }
    return try hearing.finish(name: name, warnings: warnings)
  }

  /// Hears a file or bytes to the end, or a sample of them.
  package func hear(
    _ source: AudioSource, sample: Double? = nil, until cancellation: Cancellation = Cancellation(),
    onProgress: (HearingProgress) -> Void = { _ in }
  ) throws(GenreError) -> HeardPiece {
    let stream = try decoder.monoStream(source, sampleRate: model.features.sampleRate)
    if let sample,
      let piece = try self.sample(sample, of: stream, until: cancellation, onProgress: onProgress)
    {
      return piece
    }
    let expected = stream.format.declaredFrameCount.map { Double($0) / stream.format.sampleRate }
    var hearing = Hearing(scorer: scorer, pipeline: pipeline)
    try stream.forEachBlock(until: cancellation) { block throws(GenreError) in
      try hearing.hear(block)
      onProgress(HearingProgress(heard: Double(stream.position) / stream.sampleRate, expected: expected))
    }
    return try hearing.finish(name: source.name ?? "", warnings: stream.warnings.map { GenreWarning($0) })
  }
}
