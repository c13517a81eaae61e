import Foundation

/// A folder that is gone when its owner is.
final class Scratch {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "genre-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// A path in the folder.
  subscript(name: String) -> URL { folder.appending(path: name) }

  /// The path of a file in the folder, as text.
  func path(_ name: String) -> String { self[name].path(percentEncoded: false) }
}
