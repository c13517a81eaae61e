internal import GenreBase

/// What tells that a file is still the one that was read.
struct FileIdentity: Hashable, Sendable {
  let device: UInt64
  let number: UInt64
  /// In bytes.
  let size: Int64
  /// When it was last written, in nanoseconds since 1970.
  let modified: Int64
  /// The number of its names.
  let linkCount: Int

  init(_ status: stat) {
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(status.st_ino)
    size = Int64(status.st_size)
    linkCount = Int(status.st_nlink)
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    modified = Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}
