internal import GRDB
internal import GenreBase
import GenreKit

/// The first part of a scan: compares folders with the database, and notes what is new, changed or missing.
struct FileSearch {
  private static let batchSize = 1000

  let database: LibraryDatabase
  let options: ScanOptions
  let modelVersion: String
  let isCancelled: @Sendable () -> Bool
  private(set) var summary = ScanSummary()
  private var seen = NumberSet()
  private var unreadableFolders: [BytePath] = []
  private var batch: [FolderWalk.File] = []
  /// Failures that nobody was told about yet.
  private var failures: [GenreError] = []

  init(
    database: LibraryDatabase, options: ScanOptions, modelVersion: String,
    isCancelled: @escaping @Sendable () -> Bool
  ) {
    self.database = database
    self.options = options
    self.modelVersion = modelVersion
    self.isCancelled = isCancelled
  }

  /// Looks at all files below folders.
  ///
  /// - Throws: ``GenreError`` of the database, and `cancelled`.
  mutating func run(
    _ roots: [BytePath], onProgress: (ScanProgress) -> Void, onFailure: (GenreError) -> Void
  ) throws(GenreError) {
    for root in roots {
      let before = summary.found
      try search(root, onProgress: onProgress, onFailure: onFailure)
      try markMissing(below: root, foundNothing: summary.found == before)
      report(onFailure)
    }
  }

  private mutating func search(
    _ root: BytePath, onProgress: (ScanProgress) -> Void, onFailure: (GenreError) -> Void
  ) throws(GenreError) {
    var walk = FolderWalk(root)
    while true {
      if isCancelled() { throw GenreError(.cancelled, "the scan was stopped") }
      do throws(GenreError) {
        guard let folder = try walk.next() else { break }
        batch += folder.files
        folder.failures.forEach { fail($0) }
      } catch {
        unreadableFolders.append(walk.lastFolder)
        fail(error)
      }
      if batch.count >= Self.batchSize { try flush() }
      report(onFailure)
      onProgress(.searching(found: summary.found))
    }
    try flush()
  }

  private mutating func fail(_ error: GenreError) {
    summary.unreadable += 1
    failures.append(error)
  }

  private mutating func report(_ onFailure: (GenreError) -> Void) {
    failures.forEach(onFailure)
    failures = []
  }

  private mutating func flush() throws(GenreError) {
    guard !batch.isEmpty else { return }
    let files = batch
    batch = []
    var next = self
    try database.write { database in
      for file in files { try next.note(file, database) }
    }
    self = next
  }

  private mutating func note(_ file: FolderWalk.File, _ database: Database) throws {
    guard let known = try database.known(file.path) else { return try noteNew(file, database) }
    summary.found += 1
    seen.insert(known.id)
    if known.stamp != file.stamp {
      summary.changed += 1
      try database.setWaiting(known.id, file.stamp)
    } else if mustBeAnsweredAgain(known) {
      try database.setWaiting(known.id, file.stamp)
    } else if known.isMissing {
      try database.setFound(known.id)
    }
  }

  private mutating func noteNew(_ file: FolderWalk.File, _ database: Database) throws {
    guard file.isAudioByName || AudioFileFinder.isAudioContent(file.path.text) else { return }
    summary.found += 1
    summary.new += 1
    seen.insert(try database.insertWaiting(file.path, file.stamp))
  }

  private func mustBeAnsweredAgain(_ known: KnownFile) -> Bool {
    switch known.state {
    case EntryRow.answered:
      options.reclassifies && (known.modelVersion != modelVersion || known.sample != options.sample)
    case EntryRow.failed: options.retriesFailures
    default: false
    }
  }

  /// Marks what the database has and the folder has not. A folder that has nothing left is rather a disk that is not
  /// mounted.
  private mutating func markMissing(below root: BytePath, foundNothing: Bool) throws(GenreError) {
    var last: BytePath?
    let time = Int64(time(nil))
    while true {
      if isCancelled() { throw GenreError(.cancelled, "the scan was stopped") }
      let files = try database.read { try $0.present(below: root, after: last, limit: Self.batchSize) }
      guard let end = files.last else { return }
      guard !foundNothing || unreadableFolders.contains(root) else {
        return fail(
          GenreError(
            .unreadable,
            "no audio files are left in this folder; check that its disk is mounted, and choose a folder with files",
            path: root.text))
      }
      let gone = files.filter { file in
        !seen.contains(file.id) && !unreadableFolders.contains { $0 == file.path || file.path.isBelow($0) }
      }
      try database.write { database in try gone.forEach { try database.setMissing($0.id, at: time) } }
      summary.missing += gone.count
      last = end.path
    }
  }
}
