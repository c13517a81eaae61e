#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Files and folders whose names are bytes, for which `URL` has no word.
package enum RawFiles {
  /// Makes a folder.
  package static func makeFolder(_ path: [UInt8]) { mkdir(characters(path), 0o755) }

  /// Writes a file.
  ///
  /// - Returns: Whether the system could.
  @discardableResult
  package static func write(_ bytes: some Sequence<UInt8>, to path: [UInt8]) -> Bool {
    let bytes = Array(bytes)
    guard let file = fopen(characters(path), "w") else { return false }
    defer { fclose(file) }
    return fwrite(bytes, 1, bytes.count, file) == bytes.count
  }

  /// Makes a chain of folders, one in another, too long for one path, and a file in the last.
  ///
  /// - Returns: The whole path of the file.
  package static func writeDeep(_ bytes: [UInt8], in folder: String, depth: Int, name: String) -> String {
    var descriptor = open(folder, O_RDONLY | O_DIRECTORY)
    let part = String(repeating: "d", count: 200)
    for _ in 0..<depth {
      mkdirat(descriptor, part, 0o755)
      let next = openat(descriptor, part, O_RDONLY | O_DIRECTORY)
      close(descriptor)
      descriptor = next
    }
    let file = openat(descriptor, name, O_WRONLY | O_CREAT, 0o644)
    bytes.withUnsafeBytes { _ = pwrite(file, $0.baseAddress, $0.count, 0) }
    close(file)
    close(descriptor)
    return folder + "/" + String(repeating: part + "/", count: depth) + name
  }

  private static func characters(_ path: [UInt8]) -> [CChar] { path.map { CChar(bitPattern: $0) } + [0] }
}
