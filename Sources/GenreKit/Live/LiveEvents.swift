import Synchronization

extension GenreClassifier {
  /// Says what is playing in a stream of samples that arrive in blocks.
  ///
  /// ```swift
  /// for try await event in classifier.liveEvents(in: blocks, sampleRate: 48_000, channelCount: 2) {
  ///   if event.kind == .change { print("now:", event.best.genre) }
  /// }
  /// ```
  ///
  /// The events are those of ``LiveClassifier``. It works on threads of its own, and asks for the next block when the events
  /// of the one before have been taken. The sequence ends after ``LiveEvent/Kind/end``, when the blocks end. It throws
  /// ``GenreError``: `invalidArgument` for a rate, channels or options that make no sense, `cancelled` when the task is
  /// cancelled; and what the blocks throw.
  ///
  /// - Parameters:
  ///   - blocks: Samples with interleaved channels, full scale 1, in blocks of any size.
  ///   - sampleRate: Their rate, 1,000 to 768,000 Hz.
  ///   - channelCount: Their channels, 1 to 1,024.
  ///   - options: How it answers.
  public func liveEvents<Blocks: AsyncSequence & Sendable>(
    in blocks: Blocks, sampleRate: Double, channelCount: Int = 1, options: LiveOptions = LiveOptions()
  ) -> some AsyncSequence<LiveEvent, any Error> & Sendable where Blocks.Element == [Float] {
    LiveEvents(
      blocks: blocks, classifier: self, sampleRate: sampleRate, channelCount: channelCount, options: options)
  }
}

/// The events of a stream of blocks.
private struct LiveEvents<Blocks: AsyncSequence & Sendable>: AsyncSequence, Sendable
where Blocks.Element == [Float] {
  typealias Element = LiveEvent
  typealias Failure = any Error

  let blocks: Blocks
  let classifier: GenreClassifier
  let sampleRate: Double
  let channelCount: Int
  let options: LiveOptions

  func makeAsyncIterator() -> Iterator {
    Iterator(
      blocks: blocks.makeAsyncIterator(),
      stream: SharedStream(
        classifier: classifier, sampleRate: sampleRate, channelCount: channelCount, options: options))
  }

  struct Iterator: AsyncIteratorProtocol {
    var blocks: Blocks.AsyncIterator
    let stream: SharedStream
    private var events: ArraySlice<LiveEvent> = []
    private var isDone = false

    init(blocks: Blocks.AsyncIterator, stream: SharedStream) {
      self.blocks = blocks
      self.stream = stream
    }

    mutating func next() async throws -> LiveEvent? { try await next(isolation: nil) }

    mutating func next(isolation actor: isolated (any Actor)?) async throws -> LiveEvent? {
      while events.isEmpty, !isDone {
        let block = try await blocks.next(isolation: actor)
        isDone = block == nil
        events = try await stream.take(block)[...]
      }
      return events.popFirst()
    }
  }
}

/// A live classifier that the threads of the pool take turns with.
private final class SharedStream: Sendable {
  private let classifier: GenreClassifier
  private let sampleRate: Double
  private let channelCount: Int
  private let options: LiveOptions
  private let live = Mutex<LiveClassifier?>(nil)

  init(classifier: GenreClassifier, sampleRate: Double, channelCount: Int, options: LiveOptions) {
    self.classifier = classifier
    self.sampleRate = sampleRate
    self.channelCount = channelCount
    self.options = options
  }

  /// Takes a block, or the end.
  func take(_ block: [Float]?) async throws(GenreError) -> [LiveEvent] {
    try await WorkPool.shared.run { () throws(GenreError) in try self.taking(block) }
  }

  private func taking(_ block: [Float]?) throws(GenreError) -> [LiveEvent] {
    try live.withLock { (live) throws(GenreError) in
      if live == nil {
        live = try LiveClassifier(
          classifier, sampleRate: sampleRate, channelCount: channelCount, options: options)
      }
      guard let block else { return try live?.finish() ?? [] }
      return try live?.push(block) ?? []
    }
  }
}
