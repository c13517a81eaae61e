internal import GenreBase

/// A file of a music library, as the database has it.
public struct LibraryEntry: Sendable, Hashable {
  /// What is known of a file.
  public enum State: Sendable, Hashable {
    /// Found, but not classified yet.
    case waiting
    /// Classified.
    case answered(LibraryAnswer)
    /// It could not be classified.
    case failed(LibraryFailure)
  }

  /// The path as the system has it, which need not be UTF-8.
  public let pathBytes: [UInt8]
  /// The size in bytes.
  public let size: Int64
  /// When the file was last written, in nanoseconds since 1970.
  public let modified: Int64
  /// What identifies the sound without tags (`Docs/Formats.md`); nil where the file could not be read.
  public let sound: String?
  /// What is known of it.
  public let state: State
  /// When it was classified, in seconds since 1970; nil while it waits.
  public let analysed: Int64?
  /// When a scan first missed the file, in seconds since 1970; nil while it is there.
  public let missingSince: Int64?

  /// The path as text, without loss: bytes that are not UTF-8 are private code points, so that the classifier takes it
  /// back as it is.
  public var path: String { PathText.text(pathBytes) }

  /// The answer, where there is one.
  public var answer: LibraryAnswer? {
    if case .answered(let answer) = state { answer } else { nil }
  }

  /// The failure, where there is one.
  public var failure: LibraryFailure? {
    if case .failed(let failure) = state { failure } else { nil }
  }
}
