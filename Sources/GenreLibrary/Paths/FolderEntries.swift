internal import GenreBase
import GenreKit

/// What lies in a folder, sorted by name; hidden entries and what holds no bytes are left out.
struct FolderEntries {
  struct Entry {
    enum Kind {
      case folder
      case file(FileStamp)
      /// Why it could not be looked at.
      case failure(String)
    }

    let name: [UInt8]
    let kind: Kind
  }

  let device: UInt64
  let number: UInt64
  private(set) var entries: [Entry] = []

  /// - Returns: Nil where the folder has gone since it was listed.
  /// - Throws: ``GenreError`` with code `unreadable`.
  init?(_ path: BytePath) throws(GenreError) {
    guard let stream = path.withCString({ opendir($0) }) else {
      if errno == ENOENT { return nil }
      throw Self.unreadable(path)
    }
    defer { closedir(stream) }
    let descriptor = dirfd(stream)
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.unreadable(path) }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(status.st_ino)
    entries = try Self.names(in: stream, path).compactMap { Self.entry($0, in: descriptor) }
  }

  private static func names(in stream: OpaquePointer, _ path: BytePath) throws(GenreError) -> [[UInt8]] {
    var names: [[UInt8]] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: UInt8.self, capacity: MemoryLayout.size(ofValue: field.pointee)) {
          Array(
            UnsafeBufferPointer(
              start: $0, count: strlen(UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))))
        }
      }
      if name.first != UInt8(ascii: ".") { names.append(name) }
      errno = 0
    }
    // A disk that went away in the middle must not look like an empty folder.
    guard errno == 0 else { throw unreadable(path) }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private static func entry(_ name: [UInt8], in descriptor: CInt) -> Entry? {
    var status = stat()
    guard BytePath(name).withCString({ fstatat(descriptor, $0, &status, 0) }) == 0 else {
      // Gone since the folder was read: as if it had never been there. A link that leads nowhere is named.
      let code = errno
      var link = stat()
      let isThere = BytePath(name).withCString { fstatat(descriptor, $0, &link, AT_SYMLINK_NOFOLLOW) } == 0
      return isThere ? Entry(name: name, kind: .failure(String(cString: strerror(code)).lowercased())) : nil
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return Entry(name: name, kind: .folder)
    case S_IFREG: return Entry(name: name, kind: .file(FileStamp(status)))
    default: return nil
    }
  }

  private static func unreadable(_ path: BytePath) -> GenreError {
    let reason = String(cString: strerror(errno)).lowercased()
    return GenreError(
      .unreadable, "this folder cannot be read: \(reason); check its permissions and the disk",
      path: path.text)
  }
}
