internal import GenreBase

/// What tells without reading it that a file is the one that was analysed.
struct FileStamp: Hashable, Sendable {
  /// In bytes.
  let size: Int64
  /// When it was last written, in nanoseconds since 1970.
  let modified: Int64

  init(size: Int64, modified: Int64) {
    self.size = size
    self.modified = modified
  }

  init(_ status: stat) {
    size = Int64(status.st_size)
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    modified = Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}
