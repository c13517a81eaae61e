internal import GenreBase

/// The kind of thing at a path.
package enum FileStatus {
  /// What is at a path, also behind a symbolic link.
  package enum Kind: Sendable, Hashable {
    /// A folder.
    case folder
    /// A file that holds bytes.
    case file
    /// A pipe, a socket or a device.
    case other
    /// Nothing.
    case absent
    /// Something, of which the system does not say what it is; the reason in its words.
    case unknown(reason: String)
  }

  /// What is at a path. A link that leads nowhere, or in a circle, is unknown.
  package static func kind(of path: String) -> Kind {
    if let status = SystemPath.status(of: path) {
      switch status.st_mode & S_IFMT {
      case S_IFDIR: return .folder
      case S_IFREG: return .file
      default: return .other
      }
    }
    let code = errno
    if code == ENOENT || code == ENOTDIR {
      return SystemPath.isEntry(path) ? .unknown(reason: "a link that leads nowhere") : .absent
    }
    return .unknown(reason: String(cString: strerror(code)).lowercased())
  }

  /// True where something is there.
  package static func exists(_ path: String) -> Bool { SystemPath.status(of: path) != nil }

  /// True for a folder, also behind a symbolic link.
  package static func isFolder(_ path: String) -> Bool { kind(of: path) == .folder }

  /// True for a file that holds bytes, also behind a symbolic link: no folder, pipe, socket or device.
  package static func isRegularFile(_ path: String) -> Bool { kind(of: path) == .file }

  /// True for what may be read.
  static func isReadable(_ path: String) -> Bool { SystemPath.isAccessible(path, R_OK) }

  /// True for a link that leads nowhere.
  static func isBrokenLink(_ path: String) -> Bool {
    !exists(path) && errno == ENOENT && SystemPath.isEntry(path)
  }

  /// The identity of a file, whatever its name.
  struct Identity: Hashable {
    let device: UInt64
    let number: UInt64
  }

  /// The identity of what is at a path, also behind a symbolic link; nil where nothing is.
  static func identity(of path: String) -> Identity? {
    guard let status = SystemPath.status(of: path) else { return nil }
    return Identity(device: UInt64(truncatingIfNeeded: status.st_dev), number: UInt64(status.st_ino))
  }

  /// True where both paths lead to one thing that is there.
  static func isSame(_ first: String, _ second: String) -> Bool {
    guard let one = identity(of: first) else { return false }
    return one == identity(of: second)
  }
}
