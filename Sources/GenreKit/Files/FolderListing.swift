internal import GenreBase

/// The content of a folder.
package enum FolderListing {
  /// The names in a folder, hidden ones left out, sorted by their bytes. Names that are not UTF-8 are written as
  /// `PathText` does.
  ///
  /// - Throws: ``GenreError`` with code `notFound` or `unreadable`.
  package static func names(in folder: String) throws(GenreError) -> [String] {
    let descriptor = SystemPath.openFile(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw refusal(folder, errno) }
    guard let stream = fdopendir(descriptor) else {
      close(descriptor)
      throw refusal(folder, errno)
    }
    defer { closedir(stream) }
    var names: [ExactText] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = name(of: entry)
      if name.utf8.first != UInt8(ascii: ".") { names.append(ExactText(name)) }
      errno = 0
    }
    guard errno == 0 else { throw refusal(folder, errno) }
    return names.sorted().map(\.text)
  }

  private static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
    // Not by the tuple that Swift makes of the name: that is longer than the entry.
    guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return "" }
    let name = UnsafeRawPointer(entry) + offset
    return PathText.text(
      UnsafeRawBufferPointer(start: name, count: strlen(name.assumingMemoryBound(to: CChar.self))))
  }

  private static func refusal(_ folder: String, _ code: CInt) -> GenreError {
    switch code {
    case ENOENT: GenreError(.notFound, "no such folder; check the spelling", path: folder)
    case ENOTDIR: GenreError(.unreadable, "is a file; name a folder", path: folder)
    default: GenreError(.unreadable, "this folder cannot be read; check its permissions", path: folder)
    }
  }
}
