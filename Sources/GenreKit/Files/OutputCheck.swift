internal import GenreBase

/// Finds out before hours of work whether their result can be written.
package enum OutputCheck {
  /// Checks that a file can be made at `path`: its folder is there and can be written to, and it is no folder itself.
  ///
  /// - Throws: ``GenreError`` with code `unwritable`.
  package static func requireWritable(_ path: String) throws(GenreError) {
    guard !FileStatus.isFolder(path) else {
      throw GenreError(.unwritable, "is a folder; name a file to write", path: path)
    }
    guard !path.isEmpty else {
      throw GenreError(
        .unwritable, "the name of the output is empty; check the shell variables in the command")
    }
    guard path != "-" else {
      throw GenreError(.unwritable, "cannot be written to standard output; name a file", path: path)
    }
    guard !FileStatus.exists(path) || FileStatus.isRegularFile(path) else {
      throw GenreError(.unwritable, "is a device or a pipe; name a file to write", path: path)
    }
    let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? "."
    guard FileStatus.isFolder(folder) else {
      throw GenreError(.unwritable, "its folder does not exist; create it first", path: path)
    }
    guard SystemPath.isAccessible(folder, W_OK) else {
      throw GenreError(
        .unwritable, "its folder is not writable; choose another folder or change its permissions", path: path
      )
    }
    try requireSpace(in: folder)
  }

  /// Checks that files can be made at `outputs`, and that doing so loses none of `inputs`, nor one another.
  ///
  /// - Throws: ``GenreError`` with code `unwritable`.
  package static func requireWritable(_ outputs: [String], keeping inputs: [String]) throws(GenreError) {
    for (index, output) in outputs.enumerated() {
      try requireWritable(output)
      guard !inputs.contains(where: { FileStatus.isSame($0, output) }) else {
        throw GenreError(
          .unwritable, "is also an input and would be overwritten; choose another name", path: output)
      }
      guard !outputs[..<index].contains(where: { $0 == output || FileStatus.isSame($0, output) }) else {
        throw GenreError(.unwritable, "is the name of two outputs; choose another name for one", path: output)
      }
    }
  }

  /// Checks that so many bytes are free on the disk that a folder is on. A disk that does not say is believed to have
  /// them.
  ///
  /// - Parameters:
  ///   - bytes: What is going to be written.
  ///   - folder: Where.
  ///   - purpose: What it is, for the message, such as `the checkpoint and the model`.
  /// - Throws: ``GenreError`` with code `unwritable` that names both numbers.
  package static func requireFree(_ bytes: Int, in folder: String, for purpose: String) throws(GenreError) {
    var status = statvfs()
    let descriptor = SystemPath.openFile(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    guard fstatvfs(descriptor, &status) == 0 else { return }
    let free = Double(status.f_bavail) * Double(status.f_frsize)
    guard free < Double(bytes) else { return }
    throw GenreError(
      .unwritable,
      "the disk has \(megabytes(free)) free, and \(purpose) need \(megabytes(Double(bytes))); free some space, or choose "
        + "another folder", path: folder)
  }

  private static func megabytes(_ bytes: Double) -> String { "\((bytes / 1_000_000).decimals(1)) MB" }

  /// Checks that a file can be written into a folder, by writing one and taking it away again: permissions say nothing
  /// of a full or read-only disk.
  ///
  /// - Throws: ``GenreError`` with code `unwritable`.
  package static func requireSpace(in folder: String) throws(GenreError) {
    let probe = "\(folder)/.genre-\(getpid())"
    defer { SystemPath.unlink(probe) }
    do throws(GenreError) {
      try FileOutput.write(Array(repeating: 0, count: 1 << 16), to: probe)
    } catch {
      throw GenreError(
        .unwritable, "this folder is not writable; check its permissions and the free disk space",
        path: folder)
    }
  }
}
