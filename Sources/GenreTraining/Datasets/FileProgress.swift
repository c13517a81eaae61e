import GenreKit

/// The result for one of many files.
public struct FileProgress: Sendable, Hashable {
  /// The path that was opened.
  public let path: String
  /// Its genre, in the words of the folder or list.
  public let label: String
  /// The reason why it was left out; nil where it was used.
  public let error: GenreError?
  /// Warnings about a file that was used, such as that it was cut short.
  public let warnings: [GenreWarning]
  /// The files done so far, this one included.
  public let done: Int
  /// All files.
  public let total: Int
}

extension FileProgress {
  /// Creates the result for the file at an index.
  init(
    path: String, label: String, index: Int, total: Int, result: Result<[GenreWarning], GenreError>
  ) {
    self.path = path
    self.label = label
    (done, self.total) = (index + 1, total)
    switch result {
    case .success(let warnings): (error, self.warnings) = (nil, warnings)
    case .failure(let error): (self.error, warnings) = (error, [])
    }
  }
}
