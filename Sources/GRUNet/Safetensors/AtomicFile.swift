#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file written beside its destination and renamed onto it when whole.
///
/// Whoever opens the destination sees the old contents or the new ones, never a part; dropping the value before
/// ``commit()`` leaves the destination as it was.
final class AtomicFile {
  private let destination: String
  private let descriptor: FileDescriptor
  private var length = 0
  private var isCommitted = false

  init(destination: String) throws(SafetensorsError) {
    self.destination = destination
    self.descriptor = try Self.create(beside: destination, for: "partial")
  }

  deinit {
    if !isCommitted { unlink(descriptor.path) }
  }

  /// A new file in the folder of `destination`, named so that neither processes nor calls collide.
  static func create(beside destination: String, for purpose: String) throws(SafetensorsError)
    -> FileDescriptor
  {
    let number = String(UInt64.random(in: 0 ... .max), radix: 36)
    do {
      return try FileDescriptor(creating: "\(destination).\(purpose)-\(number)")
    } catch {
      throw error.at(destination)
    }
  }

  /// Appends bytes.
  func append(_ buffer: UnsafeRawBufferPointer) throws(SafetensorsError) {
    do {
      try descriptor.write(buffer, at: length)
    } catch {
      throw error.at(destination)
    }
    length += buffer.count
  }

  /// Puts the file in its place, after its bytes have reached the disk.
  func commit() throws(SafetensorsError) {
    try descriptor.synchronize()
    guard rename(descriptor.path, destination) == 0 else {
      throw SafetensorsError(
        .unwritable, "cannot be replaced: \(FileDescriptor.systemMessage())", path: destination)
    }
    isCommitted = true
    synchronizeFolder()
  }

  /// The rename itself should survive a power cut. Some file systems cannot sync a folder: no error then.
  private func synchronizeFolder() {
    let folder = destination.lastIndex(of: "/").map { String(destination[...$0]) } ?? "."
    let number = open(folder, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { return }
    _ = fsync(number)
    close(number)
  }
}
