internal import GenreBase
import GenreKit

/// Held by the one scan that may run on a database; gone with the process, however that ends.
final class ScanLock {
  private let descriptor: CInt

  /// - Parameters:
  ///   - database: The path of the database; the lock is a file beside it.
  ///   - waits: Whether another scan is waited for.
  ///   - isCancelled: Whether not to wait any longer.
  /// - Throws: ``GenreError`` with code `unwritable` where another scan runs or the file cannot be made, `cancelled`.
  init(database: String, waits: Bool, isCancelled: () -> Bool) throws(GenreError) {
    let path = database + "-scan"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw GenreError(
        .unwritable, "the folder of the database cannot be written; check its permissions", path: database)
    }
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard waits else {
        throw GenreError(
          .unwritable, "another scan is using this database; wait until it is done", path: database)
      }
      if isCancelled() { throw GenreError(.cancelled, "the scan was stopped") }
      usleep(100_000)
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
