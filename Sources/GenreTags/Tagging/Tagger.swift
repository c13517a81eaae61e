internal import GenreBase
import GenreKit

/// Writes genres into the tags of files, and takes them back.
///
/// All other tags, pictures and the sound keep their bytes. A file is replaced whole, after a line in the journal says
/// what was there.
package struct Tagger: Sendable {
  package let options: TagOptions
  /// Where it is noted; nil where nothing is written.
  private let journal: TagJournal?
  /// What the lines of the journal have in common.
  package let run: String

  /// - Parameter journal: The journal; nil to find out only what would be written.
  package init(_ options: TagOptions = TagOptions(), journal: TagJournal? = nil) {
    self.options = options
    self.journal = journal
    run = "\(Int64(time(nil)))-" + String(UInt32.random(in: 0 ... .max), radix: 36)
  }

  /// Whether a file would be written to if its answer is sure; nothing needs to be decoded for the others.
  ///
  /// - Returns: Nil where it would, else why not.
  /// - Throws: ``GenreError``: `notFound`, `unreadable`, `unsupportedFormat`, `invalidData`, `unwritable`.
  package func reasonToSkip(_ path: String) throws(GenreError) -> TagOutcome? {
    let document = try TagDocument.read(try open(path))
    return reasonToSkip(document)
  }

  private func reasonToSkip(_ document: TagDocument) -> TagOutcome? {
    guard !options.overwrites else { return nil }
    let others = options.field == .genre ? document.otherGenres : []
    let values = document.values(of: options.field) + others
    return values.isEmpty ? nil : .hasValues(values)
  }

  /// Writes the genres of an answer into a file, or says what would be written.
  ///
  /// - Parameters:
  ///   - scores: The genres, the most probable first.
  ///   - isUnsure: Whether the answer should not be relied on.
  /// - Throws: ``GenreError``; the file is then as it was.
  package func tag(_ path: String, _ scores: [GenreScore], isUnsure: Bool) throws(GenreError) -> TagOutcome {
    let source = try open(path)
    let document = try TagDocument.read(source)
    if let reason = reasonToSkip(document) { return reason }
    let values = values(scores, isUnsure: isUnsure)
    guard !values.isEmpty else { return .unsure }
    let before = document.values(of: options.field)
    guard before != values else { return .same(values) }
    try write(
      document.syntax.items(values, options.field), values, into: document, options.field, source, undoes: nil
    )
    return .tagged(values: values, before: before)
  }

  private func values(_ scores: [GenreScore], isUnsure: Bool) -> [String] {
    guard options.includesUnsure || !isUnsure else { return [] }
    var values: [String] = []
    for score in scores.prefix(options.top) where score.confidence >= options.minimumConfidence {
      if let name = options.names.name(of: score.genre), !values.contains(name) { values.append(name) }
    }
    return values
  }

  /// Takes back what a line of the journal says, where the field still holds what was written.
  ///
  /// - Throws: ``GenreError``; the file is then as it was.
  package func undo(_ record: TagRecord) throws(GenreError) -> TagOutcome {
    let source = try open(record.path)
    let document = try TagDocument.read(source)
    let field = try TagField(record.field)
    let values = document.values(of: field)
    guard document.format == record.kind, values == record.after else { return .changedSince(values) }
    guard let items = record.itemBytes, items.allSatisfy({ document.syntax.isItem($0, of: field) }) else {
      throw GenreError(
        .invalidData, "its line in the journal is damaged; write the field by hand", path: record.path)
    }
    try write(items, record.before, into: document, field, source, undoes: record.run)
    return .tagged(values: record.before, before: values)
  }

  /// Opens a file that may be replaced.
  private func open(_ path: String) throws(GenreError) -> ByteSource {
    if options.refusesLinks, FilePlace.isLink(path) {
      throw GenreError(.unwritable, "is a symbolic link; name the file that it leads to", path: path)
    }
    let source = try ByteSource(FilePlace.resolved(path) ?? path)
    guard source.status.linkCount == 1 else {
      // A rename would give the new bytes to this name alone.
      throw GenreError(
        .unwritable,
        "has \(source.status.linkCount) names (hard links), which tagging would separate; make a copy of its own first",
        path: path)
    }
    guard FilePlace.isWritable(source.path) else {
      throw GenreError(.unwritable, "is read-only; change its permissions", path: path)
    }
    return source
  }

  private func write(
    _ items: [[UInt8]], _ values: [String], into document: TagDocument, _ field: TagField,
    _ source: ByteSource, undoes: String?
  ) throws(GenreError) {
    guard let journal else { return }
    let all = document.replacing(field, with: items)
    let replacement = try TagReplacement(source, try document.rebuilt(all), keepsTimes: options.keepsTimes)
    let written = try TagDocument.read(try replacement.reopened())
    guard written.items == all, written.values(of: field) == values else {
      throw GenreError(
        .unwritable, "its new tag cannot be read back; the file is as it was", path: source.path)
    }
    try replacement.checkUnchanged()
    try journal.append(
      TagRecord(
        run: run, path: source.path, kind: document.format, field: field, before: document.values(of: field),
        items: document.fieldItems(field), after: values, undoes: undoes))
    try replacement.commit()
  }
}
