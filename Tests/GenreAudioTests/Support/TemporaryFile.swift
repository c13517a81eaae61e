import Foundation

/// A path of its own in the temporary folder, removed with the value that holds it.
final class TemporaryFile: Sendable {
  let path: String

  init(_ name: String = "file", holding bytes: [UInt8]? = nil) throws {
    path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString)-\(name)").path
    if let bytes { try Data(bytes).write(to: URL(filePath: path)) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
