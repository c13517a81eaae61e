#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The content of a folder.
package enum FolderListing {
  /// The names in a folder, hidden ones left out, sorted.
  ///
  /// - Throws: ``GenreError`` with code `notFound` or `unreadable`.
  package static func names(in folder: String) throws(GenreError) -> [String] {
    guard FileStatus.exists(folder) else {
      throw GenreError(.notFound, "no such folder; check the spelling", path: folder)
    }
    guard FileStatus.isFolder(folder) else {
      throw GenreError(.unreadable, "is a file; name a folder", path: folder)
    }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }
        .sorted()
    } catch {
      throw GenreError(.unreadable, "this folder cannot be read; check its permissions", path: folder)
    }
  }
}
