import Synchronization

/// The predictions of many files, in their order, each computed a little ahead of whoever takes them.
struct FilePredictions<Files: Sequence<String> & Sendable>: AsyncSequence, Sendable {
  typealias Element = FilePrediction
  typealias Failure = Never

  let files: Files
  let classifier: GenreClassifier
  let options: ClassificationOptions
  /// The files classified at a time.
  let limit: Int

  func makeAsyncIterator() -> Iterator {
    Iterator(
      paths: files.makeIterator(), classifier: classifier, options: options, pool: WorkPool(limit: limit),
      lookAhead: limit * 4)
  }

  struct Iterator: AsyncIteratorProtocol {
    private var paths: Files.Iterator
    private let classifier: GenreClassifier
    private let options: ClassificationOptions
    private let pool: WorkPool
    private let underWay: TasksUnderWay
    /// The most files that are begun and not yet taken: one long file does not make the other threads wait.
    private let lookAhead: Int

    init(
      paths: Files.Iterator, classifier: GenreClassifier, options: ClassificationOptions, pool: WorkPool,
      lookAhead: Int
    ) {
      self.paths = paths
      self.classifier = classifier
      self.options = options
      self.pool = pool
      self.lookAhead = lookAhead
      underWay = TasksUnderWay()
    }

    mutating func next() async -> FilePrediction? { await next(isolation: nil) }

    mutating func next(isolation actor: isolated (any Actor)?) async -> FilePrediction? {
      guard !Task.isCancelled else { return nil }
      begin()
      guard let task = underWay.removeFirst() else { return nil }
      let prediction = await withTaskCancellationHandler {
        await task.value
      } onCancel: { [underWay] in
        task.cancel()
        underWay.cancel()
      }
      return Task.isCancelled ? nil : prediction
    }

    private mutating func begin() {
      while underWay.count < lookAhead, let path = paths.next() {
        underWay.append(Self.task(path, classifier, options, pool))
      }
    }

    /// Apart from `next`, so that the task belongs to no actor.
    private static func task(
      _ path: String, _ classifier: GenreClassifier, _ options: ClassificationOptions, _ pool: WorkPool
    ) -> Task<FilePrediction, Never> {
      Task {
        do throws(GenreError) {
          let prediction = try await pool.run { () throws(GenreError) in
            try classifier.classify(.file(path: path), options: options)
          }
          return FilePrediction(path: path, result: .success(prediction))
        } catch {
          return FilePrediction(path: path, result: .failure(error))
        }
      }
    }
  }
}

/// Tasks whose results nobody has taken yet; they end when nobody can any more.
private final class TasksUnderWay: Sendable {
  private let tasks = Mutex<[Task<FilePrediction, Never>]>([])

  deinit { cancel() }

  var count: Int { tasks.withLock { $0.count } }

  func append(_ task: Task<FilePrediction, Never>) { tasks.withLock { $0.append(task) } }

  func removeFirst() -> Task<FilePrediction, Never>? {
    tasks.withLock { $0.isEmpty ? nil : $0.removeFirst() }
  }

  func cancel() { tasks.withLock { $0 }.forEach { $0.cancel() } }
}
