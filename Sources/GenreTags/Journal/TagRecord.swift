internal import GenreBase
import GenreKit

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A line of the journal: what was in a field of a file, and what was written there.
package struct TagRecord: Hashable, Sendable, Codable {
  /// The version of the format.
  static let format = "genre-tags/1"

  let format: String
  /// What the lines of one run of the command have in common.
  package let run: String
  /// In seconds since 1970.
  let time: Int64
  /// The path without links; bytes that are not UTF-8 as in `\xE9`.
  let file: String
  /// The bytes of the path in Base64, where it is not UTF-8.
  let fileBytes: String?
  /// The format of the file.
  let kind: String
  let field: String
  /// The values before.
  let before: [String]
  /// The items of the tag before, byte for byte in Base64.
  let items: [String]
  /// The values after.
  let after: [String]
  /// The run that this one took back; nil for others.
  let undoes: String?

  init(
    run: String, path: String, kind: String, field: TagField, before: [String], items: [[UInt8]],
    after: [String], undoes: String? = nil
  ) {
    (format, self.run, time) = (Self.format, run, Int64(now()))
    file = PathText.shown(path)
    fileBytes = PathText.isLossy(path) ? Data(PathText.bytes(path)).base64EncodedString() : nil
    (self.kind, self.field, self.before, self.after, self.undoes) = (kind, field.name, before, after, undoes)
    self.items = items.map { Data($0).base64EncodedString() }
  }

  /// The path, as it can be opened.
  package var path: String { fileBytes.flatMap { Data(base64Encoded: $0) }.map { PathText.text($0) } ?? file }

  /// The items of the tag before; nil where they are damaged.
  var itemBytes: [[UInt8]]? {
    let bytes = items.compactMap { Data(base64Encoded: $0).map(Array.init) }
    return bytes.count == items.count ? bytes : nil
  }
}

/// The system's call, whose name a property hides.
private func now() -> time_t { time(nil) }
