import Foundation

/// A folder of its own for a test, gone with its contents when its owner is.
package final class Scratch: Sendable {
  package let folder: URL

  package init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "genre-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// A place in the folder.
  package subscript(name: String) -> URL { folder.appending(path: name) }

  /// The folder's own path.
  package var root: String { folder.path(percentEncoded: false) }

  /// The path of a file in the folder, as text.
  package func path(_ name: String) -> String { self[name].path(percentEncoded: false) }

  /// Writes a file, and the folders on the way to it.
  ///
  /// - Returns: Its path.
  @discardableResult
  package func write(_ data: Data, to name: String) throws -> String {
    try FileManager.default.createDirectory(
      at: self[name].deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: self[name])
    return path(name)
  }

  /// The names in the folder, sorted.
  package func contents() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root).sorted()
  }

  /// All of a file.
  package static func bytes(_ path: String) throws -> [UInt8] {
    try Array(Data(contentsOf: URL(filePath: path)))
  }
}
