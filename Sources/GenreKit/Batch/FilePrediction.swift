/// What came of one of many files.
public struct FilePrediction: Sendable, Hashable {
  /// The file, as it was given.
  public let path: String
  /// The prediction, or why there is none.
  public let result: Result<GenrePrediction, GenreError>

  /// Creates a result.
  public init(path: String, result: Result<GenrePrediction, GenreError>) {
    self.path = path
    self.result = result
  }
}
