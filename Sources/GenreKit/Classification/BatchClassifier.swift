/// Hears many files side by side.
public struct BatchClassifier: Sendable {
  let classifier: GenreClassifier
  let jobs: Int?
  package let options: ClassificationOptions

  /// Creates a batch classifier.
  ///
  /// - Parameters:
  ///   - classifier: Shared by all threads.
  ///   - jobs: The files heard at a time; nil for one a core.
  ///   - options: What is computed.
  public init(
    classifier: GenreClassifier, jobs: Int? = nil, options: ClassificationOptions = ClassificationOptions()
  ) {
    self.classifier = classifier
    self.jobs = jobs
    self.options = options
  }

  /// Hears every file; a failure stops none of the others.
  ///
  /// - Parameters:
  ///   - files: Paths; `-` is standard input.
  ///   - onProgress: Told, from the thread that hears it, how much of each file has been heard.
  ///   - onResult: Called with each file and its result, in the order of `files`, as soon as those before it are
  ///     done, and never from two threads at once.
  /// - Throws: ``GenreError`` with code `cancelled` where the task is cancelled; the files that are left have no result.
  public func classify(
    _ files: [String], onProgress: @escaping @Sendable (String, HearingProgress) -> Void = { _, _ in },
    onResult: (String, Result<GenrePrediction, GenreError>) -> Void
  ) throws(GenreError) {
    try OrderedWork.run(count: files.count, jobs: jobs) { index, cancellation in
      Result { () throws(GenreError) in
        try classify(files[index], until: cancellation, onProgress: onProgress)
      }
    } deliver: { index, result in
      onResult(files[index], result)
    }
  }

  private func classify(
    _ file: String, until cancellation: Cancellation, onProgress: (String, HearingProgress) -> Void
  ) throws(GenreError) -> GenrePrediction {
    let source = file == "-" ? AudioSource.standardInput : .file(path: file)
    let piece = try classifier.hear(source, sample: options.sample, until: cancellation) {
      onProgress(file, $0)
    }
    return piece.prediction(file: source.name ?? "", options: options)
  }
}
