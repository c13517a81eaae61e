#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Finds out before hours of work whether their result can be written.
public enum OutputCheck {
  /// Checks that a file can be made at `path`: its folder is there and may be written to, and it is no folder itself.
  ///
  /// - Throws: ``GenreError`` with code `unwritable`.
  public static func requireWritable(_ path: String) throws(GenreError) {
    guard !FileListing.isFolder(path) else {
      throw GenreError(.unwritable, "is a folder; name a file to write", path: path)
    }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    guard FileListing.isFolder(folder) else {
      throw GenreError(.unwritable, "its folder does not exist; make it first", path: path)
    }
    guard access(folder, W_OK) == 0 else {
      throw GenreError(
        .unwritable, "its folder may not be written to; choose another or change its permissions", path: path)
    }
  }
}
