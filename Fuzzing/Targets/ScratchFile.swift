import Foundation

/// A file of this process, in the folder `GENRE_FUZZ_SCRATCH`, for what is read by its path.
enum ScratchFile {
  /// The folder, which the script makes and takes away.
  static let folder: String = {
    let parent = ProcessInfo.processInfo.environment["GENRE_FUZZ_SCRATCH"] ?? NSTemporaryDirectory()
    let folder = "\(parent)/\(getpid())"
    mkdir(folder, 0o700)
    return folder
  }()

  /// Writes an input.
  ///
  /// - Returns: its path.
  static func write(_ bytes: [UInt8], _ name: String) throws -> String {
    let path = "\(folder)/\(name)"
    guard let file = fopen(path, "w") else { throw Finding(text: "the scratch file cannot be written") }
    defer { fclose(file) }
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
      throw Finding(text: "the scratch file cannot be written")
    }
    return path
  }
}
