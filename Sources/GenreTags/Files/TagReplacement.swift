internal import CGenreTags
internal import GenreBase
import GenreKit

/// The new contents of a file, written beside it and put in its place by one rename.
///
/// Whoever opens the file sees the old bytes or the new ones. Dropping the value before ``commit()`` leaves the file as
/// it was.
final class TagReplacement {
  private static let blockLength = 1 << 20

  private let source: ByteSource
  private let temporary: String
  private let descriptor: CInt
  private var isCommitted = false

  /// Writes the copy and waits until it is on the disk.
  ///
  /// - Parameters:
  ///   - source: The file, by its path without links.
  ///   - pieces: What the copy consists of.
  ///   - keepsTimes: Whether the copy gets the file's time of last change.
  /// - Throws: ``GenreError`` with code `unwritable` or `unreadable`; nothing is left behind.
  init(_ source: ByteSource, _ pieces: [Piece], keepsTimes: Bool) throws(GenreError) {
    self.source = source
    // Hidden, so that no scan finds it, and of a length that every name leaves room for.
    let name = ".genre-tag-" + String(UInt64.random(in: 0 ... .max), radix: 36)
    temporary = FilePlace.folder(of: source.path) + name
    descriptor = SystemPath.openFile(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode: 0o600)
    guard descriptor >= 0 else {
      throw GenreError(
        .unwritable, "its folder cannot be written: \(SystemReason.text(errno)); check its permissions",
        path: source.path)
    }
    for piece in pieces { try write(piece) }
    try keepProperties(times: keepsTimes)
    guard fsync(descriptor) == 0 else { throw failure(errno) }
  }

  deinit {
    if descriptor >= 0 {
      close(descriptor)
      if !isCommitted { SystemPath.unlink(temporary) }
    }
  }

  /// The copy, to be read again.
  func reopened() throws(GenreError) -> ByteSource { try ByteSource(temporary) }

  /// Throws unless the file is still the one that was read.
  func checkUnchanged() throws(GenreError) {
    guard let now = SystemPath.status(of: source.path), FileIdentity(now) == source.status else {
      throw GenreError(.unwritable, "changed while it was tagged; run again", path: source.path)
    }
  }

  /// Puts the copy in the place of the file.
  func commit() throws(GenreError) {
    try checkUnchanged()
    guard SystemPath.rename(temporary, to: source.path) == 0 else { throw failure(errno) }
    isCommitted = true
    FilePlace.synchronize(FilePlace.folder(of: source.path))
  }

  private func write(_ piece: Piece) throws(GenreError) {
    switch piece {
    case .bytes(let bytes): try write(bytes)
    case .range(let range):
      for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.blockLength) {
        try write(try source.bytes(start..<min(start + Self.blockLength, range.upperBound)))
      }
    }
  }

  private func write(_ bytes: [UInt8]) throws(GenreError) {
    guard FilePlace.write(bytes, to: descriptor) else { throw failure(errno) }
  }

  /// Owner first: changing it takes away bits of the permissions.
  private func keepProperties(times: Bool) throws(GenreError) {
    var status = stat()
    guard fstat(source.descriptor, &status) == 0 else { throw failure(errno) }
    let isOwned = fchown(descriptor, status.st_uid, status.st_gid) == 0
    // Another's file may be written, and not be given away: its group is kept where that is allowed.
    if !isOwned { _ = fchown(descriptor, uid_t.max, status.st_gid) }
    let attributes = genre_tags_copy_attributes(source.descriptor, descriptor)
    guard attributes == 0 else {
      throw GenreError(
        .unwritable,
        "its extended attributes cannot be kept: \(SystemReason.text(attributes)); run as the owner of the file",
        path: source.path)
    }
    guard fchmod(descriptor, status.st_mode & (isOwned ? 0o7777 : 0o777)) == 0 else { throw failure(errno) }
    guard times else { return }
    #if canImport(Darwin)
      let stamps = [status.st_atimespec, status.st_mtimespec]
    #else
      let stamps = [status.st_atim, status.st_mtim]
    #endif
    guard futimens(descriptor, stamps) == 0 else { throw failure(errno) }
  }

  private func failure(_ code: CInt) -> GenreError {
    GenreError(
      .unwritable, "cannot be written: \(SystemReason.text(code)); the file is as it was", path: source.path)
  }
}
