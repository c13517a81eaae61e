import Foundation
import GenreKit
import GenreKitTestSupport
import GenreLibrary
import GenreTestSupport

/// A folder of made recordings, and the database beside it.
struct Library: Sendable {
  let scratch: Scratch
  let classifier: GenreClassifier

  init() throws {
    scratch = try Scratch()
    classifier = try GenreClassifier(model: Made.model())
    try FileManager.default.createDirectory(at: scratch["music"], withIntermediateDirectories: true)
  }

  var database: String { scratch.path("library.db") }
  var music: String { scratch.path("music") }

  /// Writes a recording that differs for each seed.
  func add(_ name: String, seed: UInt64, tail: [UInt8] = []) throws {
    let sound = Sound.wav(Made.samples(seconds: 1, seed: seed))
    try scratch.write(sound + Data(tail), to: "music/\(name)")
  }

  func open() throws -> MusicLibrary { try MusicLibrary(path: database, creates: true) }

  @discardableResult
  func scan(
    _ options: ScanOptions = ScanOptions(), with other: GenreClassifier? = nil,
    onFailure: (GenreError) -> Void = { _ in }
  ) throws -> ScanSummary {
    try open().scan([music], with: other ?? classifier, options: options, onFailure: onFailure)
  }

  /// All bytes of the database file, once nobody has it open: the threads of a scan may outlive it by a moment.
  func closedDatabase() throws -> [UInt8] {
    // A minute at most, so that a database that is never closed fails a test and does not hang it.
    for _ in 0..<60_000 where FileManager.default.fileExists(atPath: database + "-wal") { usleep(1000) }
    return try Scratch.bytes(database)
  }

  /// The entries in any state, by the part of their path behind the folder.
  func entries() throws -> [String: LibraryEntry] {
    var filter = LibraryFilter()
    filter.kind = .any
    filter.includesMissing = true
    return try entries(filter)
  }

  func entries(_ filter: LibraryFilter) throws -> [String: LibraryEntry] {
    var entries: [String: LibraryEntry] = [:]
    let prefix = MusicLibrary.resolved(folder: music) + "/"
    try open().forEach(matching: filter) { entry in
      entries[entry.path.replacingOccurrences(of: prefix, with: "")] = entry
    }
    return entries
  }
}
