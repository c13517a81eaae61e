/// The system's calls about paths, for every name that a file system can hold: bytes that are no UTF-8, and paths longer
/// than the system takes at a time, which are followed folder by folder.
package enum SystemPath {
  /// The most bytes of a path in one call, with the zero at its end.
  private static let byteLimit = 4096

  /// Opens a path as `open` does.
  ///
  /// - Returns: The descriptor; -1 where it failed, and `errno` says why.
  package static func openFile(_ path: String, _ flags: CInt, mode: mode_t = 0) -> CInt {
    atFolder(of: path) { folder, name in openat(folder, name, flags, mode) }
  }

  /// What `stat` says of a path, links followed; nil where it failed, and `errno` says why.
  package static func status(of path: String) -> stat? {
    var status = stat()
    return atFolder(of: path) { folder, name in fstatat(folder, name, &status, 0) } == 0 ? status : nil
  }

  /// Whether something is at a path, be it a link that leads nowhere.
  package static func isEntry(_ path: String) -> Bool {
    var status = stat()
    return atFolder(of: path) { folder, name in fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) } == 0
  }

  /// Whether a path may be used so, as `access` says.
  package static func isAccessible(_ path: String, _ mode: CInt) -> Bool {
    atFolder(of: path) { folder, name in faccessat(folder, name, mode, 0) } == 0
  }

  /// Takes a file's name away, as `unlink` does.
  @discardableResult
  package static func unlink(_ path: String) -> CInt {
    atFolder(of: path) { folder, name in unlinkat(folder, name, 0) }
  }

  /// Renames a file, as `rename` does.
  package static func rename(_ old: String, to new: String) -> CInt {
    atFolder(of: old) { oldFolder, oldName in
      atFolder(of: new) { newFolder, newName in renameat(oldFolder, oldName, newFolder, newName) }
    }
  }

  /// Calls `body` with a folder and a path in it that is short enough; -1 where there is no such folder.
  private static func atFolder(of path: String, _ body: (CInt, [CChar]) -> CInt) -> CInt {
    var rest = PathText.bytes(path)[...]
    guard !rest.contains(0) else {
      // C would stop reading the path there and open another file.
      errno = ENOENT
      return -1
    }
    var folder = AT_FDCWD
    defer { if folder != AT_FDCWD { close(folder) } }
    while rest.count >= byteLimit {
      guard let slash = rest.prefix(byteLimit - 1).lastIndex(of: UInt8(ascii: "/")), slash > rest.startIndex
      else {
        errno = ENAMETOOLONG
        return -1
      }
      let next = openat(folder, characters(rest[..<slash]), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard next >= 0 else { return -1 }
      if folder != AT_FDCWD { close(folder) }
      folder = next
      rest = rest[slash...].drop { $0 == UInt8(ascii: "/") }
    }
    return body(folder, characters(rest))
  }

  private static func characters(_ bytes: some Collection<UInt8>) -> [CChar] {
    bytes.map { CChar(bitPattern: $0) } + [0]
  }
}
