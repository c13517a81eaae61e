import Foundation
import GenreKit
import GenreLibrary
import GenreTestSupport
import Testing

@Suite("The database of a music library")
struct DatabaseTests {
  private let library: Library

  init() throws { library = try Library() }

  /// Overwrites bytes of the database file.
  private func patch(_ offset: Int, _ bytes: [UInt8]) throws {
    var all = try library.closedDatabase()
    all.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    try Data(all).write(to: URL(filePath: library.database))
  }

  private func failure(_ path: String) -> GenreError? {
    do throws(GenreError) {
      try MusicLibrary(path: path).forEach { _ in }
      return nil
    } catch {
      return error
    }
  }

  @Test("A database that is missing is not made by reading")
  func absent() throws {
    #expect(failure(library.database)?.code == .notFound)
    #expect(try library.scratch.contents() == ["music"])
    #expect(throws: GenreError.self) {
      try MusicLibrary(path: library.scratch.path("none/library.db"), creates: true)
    }
    #expect(failure(library.music)?.code == .unreadable)
  }

  @Test("A newer version is refused, and left as it is")
  func newer() throws {
    try library.add("a.wav", seed: 1)
    try library.scan()
    // SQLite keeps `user_version` there, big endian.
    try patch(60, [0, 0, 0, 99])
    let before = try library.closedDatabase()
    let error = failure(library.database)
    #expect(error?.code == .invalidData && error?.message.contains("newer version") == true)
    #expect(throws: GenreError.self) { try library.scan() }
    #expect(try library.closedDatabase() == before)
  }

  @Test("Another program's database, and what is none, is refused and left as it is")
  func foreign() throws {
    try library.scan()
    // `application_id`.
    try patch(68, [0, 0, 0, 1])
    #expect(failure(library.database)?.message.contains("another program") == true)
    let text = try library.scratch.write(Data(repeating: 0x41, count: 5000), to: "text.db")
    #expect(failure(text)?.code == .invalidData)
    #expect(throws: GenreError.self) { try MusicLibrary(path: text, creates: true) }
    #expect(try Scratch.bytes(text) == Array(repeating: 0x41, count: 5000))
  }

  @Test("A damaged database is an error or gives what is left, and never a trap", arguments: 0..<24)
  func damaged(seed: Int) throws {
    for index in 0..<6 { try library.add("\(index).wav", seed: UInt64(index)) }
    try library.scan()
    var generator = SeededGenerator(seed: UInt64(seed))
    var bytes = try library.closedDatabase()
    if seed % 4 == 0 { bytes.removeLast(Int(generator.next() % UInt64(bytes.count / 2))) }
    for _ in 0..<(1 << (seed % 8)) {
      bytes[100 + Int(generator.next() % UInt64(bytes.count - 100))] = UInt8(
        truncatingIfNeeded: generator.next())
    }
    try Data(bytes).write(to: URL(filePath: library.database))
    do {
      var filter = LibraryFilter()
      filter.kind = .any
      try MusicLibrary(path: library.database).forEach(matching: filter) { _ in }
      _ = try MusicLibrary(path: library.database).statistics()
      try library.scan()
    } catch let error as GenreError {
      #expect(error.path == library.database || error.path?.hasPrefix(library.music) == true, "\(error)")
    }
  }

  @Test("Filters: genre, confidence, folder, time")
  func filters() throws {
    for index in 0..<10 {
      try library.add("\(index % 2 == 0 ? "even" : "even-odd")/\(index).wav", seed: UInt64(index))
    }
    let before = Int64(Date().timeIntervalSince1970) - 10
    try library.scan()
    let all = try library.entries(LibraryFilter())
    #expect(all.count == 10)
    func count(_ change: (inout LibraryFilter) -> Void) throws -> Int {
      var filter = LibraryFilter()
      change(&filter)
      return try library.entries(filter).count
    }
    let genres = Dictionary(grouping: all.values) { $0.answer?.best.genre ?? "" }
    for (genre, entries) in genres { #expect(try count { $0.genres = [genre] } == entries.count) }
    #expect(try count { $0.genres = Array(genres.keys) } == 10)
    let confidences = all.values.compactMap { $0.answer?.best.confidence }.sorted()
    #expect(try count { $0.minimumConfidence = confidences[6] } == 4)
    #expect(try count { $0.folder = MusicLibrary.resolved(folder: library.music + "/even") } == 5)
    #expect(try count { $0.folder = MusicLibrary.resolved(folder: library.music) } == 10)
    #expect(try count { $0.changedSince = before } == 10)
    #expect(try count { $0.changedSince = before + 3600 } == 0)
    #expect(try count { $0.isUnsure = true } + count { $0.isUnsure = false } == 10)
    #expect(try count { $0.kind = .failed } == 0)
  }

  @Test("Statistics add up, by genre and by folder")
  func statistics() throws {
    for index in 0..<6 { try library.add("\(index % 2)/x/\(index).wav", seed: UInt64(index)) }
    try library.scan()
    let statistics = try library.open().statistics()
    #expect(statistics.answeredCount == 6 && statistics.failedCount == 0 && statistics.waitingCount == 0)
    #expect(statistics.genres.reduce(0) { $0 + $1.count } == 6)
    #expect(statistics.folders.map(\.count) == [3, 3])
    #expect(
      statistics.folders.map(\.name)
        == ["0", "1"].map { MusicLibrary.resolved(folder: library.music) + "/" + $0 })
    #expect(abs(statistics.duration - 6) < 0.01)
    #expect(try library.open().statistics(depth: 0).folders.map(\.count) == [6])
    #expect(statistics.models.values.map { $0 } == [6])
    let text = StatisticsText.text(statistics)
    #expect(text.hasPrefix("6 files classified (0.0 h), ") && text.contains("\ngenre "))
    let page = StatisticsPage.html(statistics)
    #expect(page.contains("<svg") && page.contains("\(statistics.folders[0].name)</th><td>3</td>"))
  }

  @Test("Statistics add up also while a scan writes")
  func statisticsDuringScan() async throws {
    for index in 0..<60 { try library.add("\(index).wav", seed: UInt64(index)) }
    _ = try library.open()
    let isDone = Flag()
    let scan = Task.detached { [library] in
      defer { isDone.set() }
      return try library.scan()
    }
    // The pause leaves the thread to other tests and to the scan: there are as few as there are cores.
    while !isDone.isSet {
      let statistics = try library.open().statistics()
      #expect(statistics.genres.reduce(0) { $0 + $1.count } == statistics.answeredCount)
      #expect(statistics.folders.reduce(0) { $0 + $1.count } == statistics.answeredCount)
      #expect(statistics.models.values.reduce(0, +) == statistics.answeredCount)
      try await Task.sleep(for: .milliseconds(2))
    }
    #expect(try await scan.value.classified == 60)
  }

  @Test("An entry as CSV, NDJSON, text and in a playlist")
  func formats() throws {
    try library.add("a, b.wav", seed: 1)
    try library.scan()
    let entry = try #require(try library.entries()["a, b.wav"])
    let answer = try #require(entry.answer)
    let row = EntryCSV.row(entry)
    #expect(row.hasPrefix("\"\(entry.path)\",\(answer.best.genre),0."))
    #expect(EntryCSV.header.split(separator: ",").count == 13)
    let value = try JSONSerialization.jsonObject(with: Data(try entry.json().utf8)) as? [String: Any]
    #expect(value?["file"] as? String == entry.path && value?["genre"] as? String == answer.best.genre)
    #expect((value?["scores"] as? [Any])?.count == 3 && value?["error"] == nil)
    #expect(try Playlist.lines(entry) == Array("#EXTINF:1,a, b.wav\n\(entry.path)\n".utf8))
    #expect(LibraryText.line(entry).hasSuffix("  \(entry.path)"))
  }

  @Test("Times are read and written")
  func times() {
    let known: [(String, Int64)] = [
      ("1970-01-01", 0), ("1970-01-02T00:00:01Z", 86_401), ("2000-03-01", 951_868_800), ("2h", 992_800),
      ("3d", 740_800),
    ]
    for (text, seconds) in known { #expect(TimeText.seconds(text, now: 1_000_000) == seconds) }
    #expect(TimeText.text(951_868_800) == "2000-03-01T00:00:00Z")
    for bad in ["", "d", "-3d", "2026-02-30", "2026-13-01", "2026-1-1", "2026-11-30T12:00:00", "later"] {
      #expect(TimeText.seconds(bad, now: 0) == nil)
    }
  }
}
