internal import GenreBase
import GenreKit

/// Where files are, and what the system does with them.
enum FilePlace {
  private static let slash = UInt8(ascii: "/")

  /// The folder of a path, with the slash at its end.
  static func folder(of path: String) -> String {
    path.utf8.lastIndex(of: slash).map { String(path[...$0]) } ?? "./"
  }

  /// The path without links and relative parts; nil where nothing is there.
  static func resolved(_ path: String) -> String? {
    guard
      let resolved = characters(path).withUnsafeBufferPointer({ $0.baseAddress.flatMap { realpath($0, nil) } }
      )
    else { return nil }
    defer { free(resolved) }
    return PathText.text(
      UnsafeBufferPointer(start: resolved, count: strlen(resolved)).map(UInt8.init(bitPattern:)))
  }

  /// Whether a path is a symbolic link.
  static func isLink(_ path: String) -> Bool {
    var status = stat()
    return characters(path).withUnsafeBufferPointer { $0.baseAddress.map { lstat($0, &status) } ?? -1 } == 0
      && status.st_mode & S_IFMT == S_IFLNK
  }

  /// Whether a file may be changed: anybody may, and so may this process.
  static func isWritable(_ path: String) -> Bool {
    guard let status = SystemPath.status(of: path) else { return false }
    // The system lets root change what nobody may.
    return status.st_mode & 0o222 != 0 && SystemPath.isAccessible(path, W_OK)
  }

  /// Waits until the names in a folder are on the disk. Some file systems cannot: no error then.
  static func synchronize(_ folder: String) {
    let descriptor = SystemPath.openFile(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    close(descriptor)
  }

  /// Writes all bytes at the end of what was written before; false where it failed, and `errno` says why.
  static func write(_ bytes: [UInt8], to descriptor: CInt) -> Bool {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        buffer.baseAddress.map { systemWrite(descriptor, $0 + done, buffer.count - done) } ?? -1
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      done += count
    }
    return true
  }

  private static func characters(_ path: String) -> [CChar] {
    PathText.bytes(path).map { CChar(bitPattern: $0) } + [0]
  }
}

/// The system's call, whose name a method hides.
private func systemWrite(_ descriptor: CInt, _ start: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, start, count)
}
