/// Numbers about a music library: files that are there, by their answers.
public struct LibraryStatistics: Sendable, Hashable {
  /// Numbers about the files of one genre or one folder.
  public struct Group: Sendable, Hashable {
    /// The genre or the folder, the latter as ``LibraryEntry/path`` has paths.
    public let name: String
    /// The number of answered files.
    public let count: Int
    /// The answered files that are unsure.
    public let unsureCount: Int
    /// The mean confidence, 0 to 1.
    public let meanConfidence: Double
    /// The length of all recordings together, in seconds.
    public let duration: Double
  }

  /// The genres, the most frequent first.
  public let genres: [Group]
  /// The folders, in the order of their paths.
  public let folders: [Group]
  /// Files with an answer.
  public let answeredCount: Int
  /// Answers that are unsure.
  public let unsureCount: Int
  /// Files that could not be classified.
  public let failedCount: Int
  /// Files that wait for a scan.
  public let waitingCount: Int
  /// Files that a scan missed; they count nowhere else.
  public let missingCount: Int
  /// The length of all answered recordings together, in seconds.
  public let duration: Double
  /// The models of the answers by name and version, each with its number of answers.
  public let models: [String: Int]
}
