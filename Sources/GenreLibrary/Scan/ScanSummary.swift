/// What a scan did, in numbers of files.
public struct ScanSummary: Sendable, Hashable {
  /// Audio files found.
  public internal(set) var found = 0
  /// Files that the database did not have.
  public internal(set) var new = 0
  /// Files that were written to since the last scan.
  public internal(set) var changed = 0
  /// Files that have gone since the last scan; they stay in the database, marked.
  public internal(set) var missing = 0
  /// Files that were decoded and classified.
  public internal(set) var classified = 0
  /// Files whose sound was known from before, so that they were not decoded.
  public internal(set) var recognized = 0
  /// Files that could not be classified.
  public internal(set) var failed = 0
  /// Files whose answer is by another model or of another sample, and was kept.
  public internal(set) var otherModel = 0
  /// Folders and links that could not be read. What lies below such a folder is not marked as missing.
  public internal(set) var unreadable = 0
}
