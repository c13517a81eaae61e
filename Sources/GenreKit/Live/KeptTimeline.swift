import GenreAudio

/// A stream on the way that a file takes, beside the live answers: the same samples, windows and prediction.
struct KeptTimeline {
  private let sampleRate: Double
  private var hearing: Hearing
  private var converter: MonoConverter
  private var warnings: [GenreWarning] = []
  private var isEmpty = true

  init(_ classifier: GenreClassifier, sampleRate: Double, channelCount: Int) throws(GenreError) {
    self.sampleRate = classifier.model.features.sampleRate
    hearing = Hearing(scorer: classifier.scorer, pipeline: classifier.pipeline)
    converter = try .prepared(
      from: sampleRate, channelCount: channelCount, to: self.sampleRate, mixing: .whole)
  }

  mutating func push(_ samples: UnsafeBufferPointer<Float>) throws(GenreError) {
    try hear(converter.append(samples))
  }

  mutating func changeFormat(sampleRate: Double, channelCount: Int) throws(GenreError) {
    let next = try MonoConverter.prepared(
      from: sampleRate, channelCount: channelCount, to: self.sampleRate, mixing: .whole)
    try endPart()
    converter = next
  }

  /// The prediction; nil where there was not one sample.
  mutating func finish(name: String, options: ClassificationOptions) throws(GenreError) -> GenrePrediction? {
    try endPart()
    guard !isEmpty else { return nil }
    return try hearing.finish(name: name, warnings: warnings).prediction(file: name, options: options)
  }

  private mutating func endPart() throws(GenreError) {
    try hear(converter.end())
    for warning in converter.warnings.map({ GenreWarning($0) }) where !warnings.contains(warning) {
      warnings.append(warning)
    }
  }

  private mutating func hear(_ samples: [Float]) throws(GenreError) {
    isEmpty = isEmpty && samples.isEmpty
    try hearing.hear(samples[...])
  }
}
