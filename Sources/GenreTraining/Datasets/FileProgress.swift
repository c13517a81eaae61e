import GenreKit

/// One of many files that has been read, or could not be.
public struct FileProgress: Sendable, Hashable {
  /// The path that was opened.
  public let path: String
  /// Its genre, in the words of the folder or list.
  public let label: String
  /// Why it was left out; nil where it was used.
  public let error: GenreError?
  /// What a person should know about a file that was used, such as that it was cut short.
  public let warnings: [GenreWarning]
  /// The files done so far, this one included.
  public let done: Int
  /// All files.
  public let total: Int
}

extension FileProgress {
  /// What came of the file at an index.
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
