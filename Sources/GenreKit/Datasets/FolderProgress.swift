/// One file of a folder that has been decoded, or could not be.
public struct FolderProgress: Sendable, Hashable {
  /// The file.
  public let entry: GenreFolder.Entry
  /// Why it was left out; nil where it was used.
  public let error: GenreError?
  /// The files done so far, this one included.
  public let done: Int
  /// All files of the folder.
  public let total: Int
}
