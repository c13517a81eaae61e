import GenreAudio

/// Says what is playing, while samples arrive.
///
/// ```swift
/// var live = try LiveClassifier(classifier, sampleRate: 44_100, channelCount: 2)
/// for event in try live.push(samples) {
///   print(event.time, event.sound, event.best.genre, event.isUnsure)
/// }
/// let lastEvents = try live.finish()
/// ```
///
/// Samples may come in blocks of any size: the events are the same to the bit. Each event is returned by the call that brings
/// the last sample that it needs: about a tenth of a second more sound than ``LiveEvent/time`` says, for the resampler and
/// the last frame look ahead. Windows overlap, at least five begin in the time of one, and recent ones count more
/// (``LiveOptions/timeConstant``). A change is told within two windows, and not for a single odd one. Memory does not grow with
/// the length of the stream, unless the timeline is kept.
///
/// A value with one owner, used by one task at a time.
public struct LiveClassifier: ~Copyable {
  /// The samples that are worked on at a time, so that memory does not grow with the block.
  private static let blockLength = 1 << 15

  private let classifier: GenreClassifier
  private var windows: LiveWindows
  private var converter: MonoConverter
  /// The way of a file; nil where the timeline is not kept.
  private var kept: KeptTimeline?
  private var warnings: [GenreWarning] = []

  /// Begins a stream.
  ///
  /// - Parameters:
  ///   - classifier: What answers.
  ///   - sampleRate: The rate of the samples, 1,000 to 768,000 Hz.
  ///   - channelCount: Their channels, 1 to 1,024.
  ///   - options: How it answers.
  /// - Throws: ``GenreError`` with code `invalidArgument`.
  public init(
    _ classifier: GenreClassifier, sampleRate: Double, channelCount: Int = 1,
    options: LiveOptions = LiveOptions()
  ) throws(GenreError) {
    try options.validate()
    let rate = classifier.model.features.sampleRate
    let converter = try MonoConverter.prepared(
      from: sampleRate, channelCount: channelCount, to: rate, mixing: .running)
    let kept =
      options.keepsTimeline
      ? try KeptTimeline(classifier, sampleRate: sampleRate, channelCount: channelCount) : nil
    self.classifier = classifier
    self.converter = converter
    self.kept = kept
    windows = LiveWindows(scorer: classifier.scorer, pipeline: classifier.pipeline, options: options)
  }

  /// Takes the next samples.
  ///
  /// - Parameter samples: Channels interleaved, full scale 1; a block may end inside a frame. Samples that are not numbers
  ///   count as 0.
  /// - Returns: The events that are now certain, in order; often none.
  /// - Throws: ``GenreError`` with code `invalidModel` where the network gives no numbers.
  public mutating func push(_ samples: [Float]) throws(GenreError) -> [LiveEvent] {
    try samples.withUnsafeBufferPointer { (samples) throws(GenreError) in try push(samples) }
  }

  /// Takes the next samples from memory that need only last for the call; otherwise as ``push(_:)-([Float])``.
  public mutating func push(_ samples: UnsafeBufferPointer<Float>) throws(GenreError) -> [LiveEvent] {
    var events: [LiveEvent] = []
    for start in stride(from: 0, to: samples.count, by: Self.blockLength) {
      let block = UnsafeBufferPointer(
        rebasing: samples[start..<min(samples.count, start + Self.blockLength)])
      try kept?.push(block)
      events += try windows.append(converter.append(block)[...])
    }
    return events
  }

  /// Goes on with samples of another rate or other channels, as where one programme of a radio follows another.
  ///
  /// - Returns: The events of what was still under way.
  /// - Throws: ``GenreError`` with code `invalidArgument`; the stream then goes on as it was.
  public mutating func changeFormat(
    sampleRate: Double, channelCount: Int
  ) throws(GenreError) -> [LiveEvent] {
    let next = try MonoConverter.prepared(
      from: sampleRate, channelCount: channelCount, to: classifier.model.features.sampleRate, mixing: .running
    )
    try kept?.changeFormat(sampleRate: sampleRate, channelCount: channelCount)
    let rest = try converter.end()
    note(converter)
    converter = next
    return try windows.append(rest[...])
  }

  /// Ends the stream. It is of no more use afterwards.
  ///
  /// - Parameters:
  ///   - name: What the prediction calls the stream.
  ///   - options: What the prediction has, where the timeline was kept.
  /// - Returns: The last events, the last of them ``LiveEvent/Kind/end``. Where the timeline was kept and there was sound, it
  ///   has the prediction that a file of the same samples would have.
  public mutating func finish(
    name: String = "", options: ClassificationOptions = ClassificationOptions()
  ) throws(GenreError) -> [LiveEvent] {
    let rest = try converter.end()
    note(converter)
    let events = try windows.append(rest[...])
    let prediction = try kept?.finish(name: name, options: options)
    return events + (try windows.finish(prediction: prediction, warnings: warnings))
  }

  private mutating func note(_ converter: MonoConverter) { note(converter.warnings.map { GenreWarning($0) }) }

  /// Keeps warnings for the last event, each once.
  mutating func note(_ found: [GenreWarning]) {
    for warning in found where !warnings.contains(warning) { warnings.append(warning) }
  }
}
