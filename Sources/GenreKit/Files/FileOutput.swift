internal import GenreBase

/// Files that are written whole or not at all.
package enum FileOutput {
  /// Writes a file: beside `path` first, then renamed onto it, so that nobody sees half of it.
  ///
  /// - Throws: ``GenreError`` with code `unwritable`.
  package static func write(_ bytes: [UInt8], to path: String) throws(GenreError) {
    do throws(FileError) {
      try AtomicFile.write(bytes, to: path)
    } catch {
      throw GenreError(
        .unwritable, "cannot be written; check its folder, the permissions and the free disk space",
        path: path)
    }
  }
}
