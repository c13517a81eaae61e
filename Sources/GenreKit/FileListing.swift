#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Folders and small text files, with the errors that a person can act on.
enum FileListing {
  /// The names in a folder, hidden ones left out, sorted.
  ///
  /// - Throws: ``GenreError`` with code `notFound` or `unreadable`.
  static func names(in folder: String) throws(GenreError) -> [String] {
    guard FileManager.default.fileExists(atPath: folder) else {
      throw GenreError(.notFound, "no such folder; check the spelling", path: folder)
    }
    guard isFolder(folder) else {
      throw GenreError(.unreadable, "is a file, and a folder is needed", path: folder)
    }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }
        .sorted()
    } catch {
      throw GenreError(.unreadable, "this folder cannot be read; check its permissions", path: folder)
    }
  }

  /// True for a folder, also behind a symbolic link.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// True for a file that holds bytes, also behind a symbolic link: no folder, pipe, socket or device.
  static func isRegularFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// What a path leads to, whatever its name.
  struct Identity: Hashable {
    let device: UInt64
    let number: UInt64
  }

  /// The identity of what is at a path, also behind a symbolic link; nil where nothing is.
  static func identity(of path: String) -> Identity? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return Identity(device: UInt64(truncatingIfNeeded: status.st_dev), number: UInt64(status.st_ino))
  }

  /// True where both paths lead to one thing that is there.
  static func isSameFile(_ first: String, _ second: String) -> Bool {
    guard let one = identity(of: first) else { return false }
    return one == identity(of: second)
  }

  /// True for a symbolic link, whatever it points to.
  static func isLink(_ path: String) -> Bool {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
  }

  /// True where something is at this path.
  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }

  /// The whole of a text file.
  ///
  /// - Throws: ``GenreError`` with code `notFound`, or `unreadable` if it cannot be read or is not UTF-8.
  static func text(of path: String) throws(GenreError) -> String {
    guard exists(path) else { throw GenreError(.notFound, "no such file; check the spelling", path: path) }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw GenreError(.unreadable, "this file cannot be read; check its permissions", path: path)
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw GenreError(.unreadable, "this file is not text in UTF-8; save it as such", path: path)
    }
    // Spreadsheets begin their CSV files with a byte order mark.
    return text.first == "\u{FEFF}" ? String(text.dropFirst()) : text
  }

  /// What stands after the last slash; trailing slashes are passed over.
  static func lastComponent(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
