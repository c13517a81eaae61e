internal import GenreBase

/// The kind of thing at a path.
package enum FileStatus {
  /// True where something is there.
  package static func exists(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0
  }

  /// True for a folder, also behind a symbolic link.
  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// True for a file that holds bytes, also behind a symbolic link: no folder, pipe, socket or device.
  package static func isRegularFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// The identity of a file, whatever its name.
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
  static func isSame(_ first: String, _ second: String) -> Bool {
    guard let one = identity(of: first) else { return false }
    return one == identity(of: second)
  }
}
