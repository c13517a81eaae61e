/// How a scan of a music library goes about its work.
public struct ScanOptions: Sendable, Hashable {
  /// The number of files classified in parallel; nil for one per core. It affects no result.
  public var jobs: Int?
  /// How much of a recording is analysed, in seconds, above 0, as ``GenreKit/ClassificationOptions/sample``; nil for all.
  public var sample: Double?
  /// Whether files that another model answered, or this one of another sample, are answered again.
  public var reclassifies = false
  /// Whether files that could not be classified are tried again although they have not changed.
  public var retriesFailures = false
  /// Whether to wait while another scan uses the database, instead of failing.
  public var waits = false

  /// Creates options; by default only new and changed files are looked at.
  public init() {}
}
