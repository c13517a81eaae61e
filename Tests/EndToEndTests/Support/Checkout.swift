import Foundation

/// The package's own folder and the data that some tests need.
enum Checkout {
  /// The package's root.
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The clip that the repository brings.
  static let demo = root.appending(path: "Examples/demo.mp3").path(percentEncoded: false)

  /// Real recordings and features, which are no part of the project: `$GENRE_DATA`, or `../shared/data`.
  static let data: URL = {
    if let path = ProcessInfo.processInfo.environment["GENRE_DATA"] { return URL(filePath: path) }
    return root.appending(path: "../shared/data").standardized
  }()

  /// Whether that data is there.
  static let hasData = FileManager.default.fileExists(
    atPath: data.appending(path: "audio/wild/labels.csv").path(percentEncoded: false))
}
