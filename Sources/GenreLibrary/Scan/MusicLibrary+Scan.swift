internal import GenreBase
import GenreKit

extension MusicLibrary {
  /// Finds the audio files below folders, and classifies those that are new or have changed.
  ///
  /// Each answer is written as soon as it is there: a process that ends at any moment loses the files that it was
  /// classifying, and the next scan continues. A file that was moved or whose tags have changed is known by its sound
  /// and not decoded.
  ///
  /// - Parameters:
  ///   - folders: Searched with their subfolders and linked folders.
  ///   - classifier: The model that answers.
  ///   - options: How.
  ///   - isCancelled: Asked several times a second whether to stop; called from several threads.
  ///   - onProgress: Told about the progress, on the calling thread.
  ///   - onFailure: Told about each folder that could not be read and each file that could not be classified, on the
  ///     calling thread.
  /// - Returns: What was done.
  /// - Throws: ``GenreKit/GenreError``: `notFound` or `unreadable` for a folder of `folders`, before anything is written;
  ///   `unwritable` where another scan runs or the disk is full; `invalidData` for a damaged database; `cancelled`.
  @discardableResult
  public func scan(
    _ folders: [String], with classifier: GenreClassifier, options: ScanOptions = ScanOptions(),
    isCancelled: @escaping @Sendable () -> Bool = { false },
    onProgress: (ScanProgress) -> Void = { _ in }, onFailure: (GenreError) -> Void = { _ in }
  ) throws(GenreError) -> ScanSummary {
    let roots = try Self.roots(folders)
    let version = try ModelVersion(classifier.model).text
    let lock = try ScanLock(database: database.path, waits: options.waits, isCancelled: isCancelled)
    defer { withExtendedLifetime(lock) {} }
    var search = FileSearch(
      database: database, options: options, modelVersion: version, isCancelled: isCancelled)
    try search.run(roots, onProgress: onProgress, onFailure: onFailure)
    var summary = search.summary
    let batch = BatchClassifier(
      classifier: classifier, jobs: options.jobs,
      options: ClassificationOptions(
        includesTimeline: false, includesExplanation: false, sample: options.sample))
    try classify(
      below: roots, FileAnalysis(database: database, batch: batch, modelVersion: version), options,
      &summary, isCancelled: isCancelled, onProgress: onProgress, onFailure: onFailure)
    for root in roots {
      summary.otherModel += try database.read {
        try $0.otherModelCount(below: root, version: version, sample: options.sample)
      }
    }
    return summary
  }

  private func classify(
    below roots: [BytePath], _ analysis: FileAnalysis, _ options: ScanOptions, _ summary: inout ScanSummary,
    isCancelled: @escaping @Sendable () -> Bool, onProgress: (ScanProgress) -> Void,
    onFailure: (GenreError) -> Void
  ) throws(GenreError) {
    var total = 0
    for root in roots { total += try database.read { try $0.waitingCount(below: root) } }
    let files = WaitingFiles(database, below: roots)
    let start = ContinuousClock.now
    var done = 0
    onProgress(.classifying(done: 0, total: total, rate: 0))
    try OrderedWork.run(
      jobs: options.jobs, isCancelled: isCancelled, next: { () throws(GenreError) in try files.next() },
      work: { file, cancellation in
        Result { () throws(GenreError) in try analysis.run(file, until: cancellation) }
      },
      deliver: { result throws(GenreError) in
        summary.count(try result.get(), onFailure: onFailure)
        done += 1
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        onProgress(
          .classifying(done: done, total: max(total, done), rate: seconds > 0 ? Double(done) / seconds : 0))
      })
  }

  /// The folders without links, each once; one that lies in another is searched with that.
  private static func roots(_ folders: [String]) throws(GenreError) -> [BytePath] {
    var roots: [BytePath] = []
    for folder in folders {
      guard let root = BytePath(folder).resolved else {
        throw GenreError(.notFound, "no such folder; check the spelling", path: folder)
      }
      guard FileStatus.isFolder(folder) else {
        throw GenreError(.unreadable, "is a file; name a folder", path: folder)
      }
      if !roots.contains(root) { roots.append(root) }
    }
    return roots.filter { root in !roots.contains { root.isBelow($0) } }
  }
}

extension ScanSummary {
  mutating func count(_ result: FileAnalysis.Result, onFailure: (GenreError) -> Void) {
    switch result {
    case .classified: classified += 1
    case .recognized: recognized += 1
    case .missing: missing += 1
    case .failed(let error):
      failed += 1
      onFailure(error)
    }
  }
}
