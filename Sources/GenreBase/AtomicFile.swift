/// A file written beside its destination and renamed onto it when whole.
///
/// Whoever opens the destination sees the old contents or the new ones, never a part; dropping the value before
/// ``commit()`` leaves the destination as it was. A file that is replaced hands its permissions on.
package final class AtomicFile {
  private let destination: String
  private let descriptor: FileDescriptor
  private var length = 0
  private var isCommitted = false

  /// Begins a file; nothing is seen of it before ``commit()``.
  package init(destination: String) throws(FileError) {
    self.destination = destination
    let status = SystemPath.status(of: destination)
    // A rename would put a file in the place of a device, a pipe or a folder.
    guard status.map({ $0.st_mode & S_IFMT == S_IFREG }) ?? true else {
      throw FileError(.unwritable, "is no regular file; name a file to write", path: destination)
    }
    descriptor = try FileDescriptor(beside: destination, for: "partial")
    if let status { fchmod(descriptor.number, status.st_mode & 0o7777) }
  }

  deinit {
    if !isCommitted { SystemPath.unlink(descriptor.path) }
  }

  /// Writes a whole file.
  package static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    let file = try AtomicFile(destination: path)
    try file.append(bytes)
    try file.commit()
  }

  /// Appends bytes.
  package func append(_ bytes: [UInt8]) throws(FileError) {
    try bytes.withUnsafeBufferPointer { buffer throws(FileError) in
      try append(UnsafeRawBufferPointer(buffer))
    }
  }

  /// Appends bytes.
  package func append(_ buffer: UnsafeRawBufferPointer) throws(FileError) {
    do throws(FileError) {
      try descriptor.write(buffer, at: length)
    } catch {
      throw error.at(destination)
    }
    length += buffer.count
  }

  /// Puts the file in its place, after its bytes have reached the disk.
  package func commit() throws(FileError) {
    do throws(FileError) { try descriptor.synchronize() } catch { throw error.at(destination) }
    guard SystemPath.rename(descriptor.path, to: destination) == 0 else {
      throw FileError(
        .unwritable, "cannot be replaced: \(FileDescriptor.systemMessage())", path: destination)
    }
    isCommitted = true
    synchronizeFolder()
  }

  /// The rename itself should survive a power cut. Some file systems cannot sync a folder: no error then.
  private func synchronizeFolder() {
    let folder = destination.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(destination[...$0]) } ?? "."
    let number = SystemPath.openFile(folder, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { return }
    _ = fsync(number)
    close(number)
  }
}
