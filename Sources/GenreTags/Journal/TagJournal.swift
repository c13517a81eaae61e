internal import GenreBase
import GenreKit

/// The journal of what was written into tags: a JSON object per line, each on the disk before its file is replaced.
package struct TagJournal: Sendable {
  package let path: String

  /// - Parameter path: The file, which is made with its first line.
  package init(path: String) { self.path = path }

  /// The journal of this user; nil where the home folder is not known. Its folder is made.
  package static func standard() -> TagJournal? {
    guard let base = variable("XDG_STATE_HOME") ?? variable("HOME").map({ $0 + "/.local/state" }) else {
      return nil
    }
    return TagJournal(path: base + "/genre-classifier/tags.ndjson")
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
  }

  /// Makes the folder of the journal. Where that fails, writing says why.
  package func makeFolder() {
    let parts = FilePlace.folder(of: path).split(separator: "/")
    guard path.hasPrefix("/"), !parts.isEmpty else { return }
    for count in 1...parts.count { mkdir("/" + parts.prefix(count).joined(separator: "/"), 0o700) }
  }

  /// Appends a line and waits until it is on the disk. Two processes take turns.
  ///
  /// - Throws: ``GenreError`` with code `unwritable`.
  func append(_ record: TagRecord) throws(GenreError) {
    let line = try JSONText.encode(record) + "\n"
    let descriptor = SystemPath.openFile(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, mode: 0o600)
    guard descriptor >= 0 else { throw failure(errno) }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_EX) == 0 else { throw failure(errno) }
    // Behind a line that was cut short: that one is lost, and not this one.
    let start = lseek(descriptor, 0, SEEK_END)
    var last: UInt8 = 10
    if start > 0 { _ = pread(descriptor, &last, 1, start - 1) }
    guard FilePlace.write((last == 10 ? [] : [10]) + Array(line.utf8), to: descriptor), fsync(descriptor) == 0
    else {
      let code = errno
      _ = ftruncate(descriptor, start)
      throw failure(code)
    }
  }

  /// The lines, in order. A line that was cut short by a crash is left out.
  ///
  /// - Throws: ``GenreError``: `notFound`, `unreadable`, or `invalidData` for a journal of a newer version.
  package func records() throws(GenreError) -> [TagRecord] {
    var records: [TagRecord] = []
    for line in try TextFile.contents(of: path).split(separator: "\n") {
      guard let record = try? JSONText.decode(TagRecord.self, from: String(line), what: "a line") else {
        guard !line.contains("genre-tags/") || line.contains(TagRecord.format) else { throw newer }
        continue
      }
      guard record.format == TagRecord.format else { throw newer }
      records.append(record)
    }
    return records
  }

  private var newer: GenreError {
    GenreError(.invalidData, "is a journal of a newer version; use that version of the program", path: path)
  }

  private func failure(_ code: CInt) -> GenreError {
    GenreError(
      .unwritable, "the journal cannot be written: \(SystemReason.text(code)); choose another place",
      path: path)
  }
}
