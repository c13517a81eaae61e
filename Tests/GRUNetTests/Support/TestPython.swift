import Foundation

/// A Python that can run the scripts under Tools/: `$GENRE_PYTHON`, or the `.venv` that the set-up script makes.
enum TestPython {
  static let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Its path, if it has h5py and numpy.
  static let path: String? = {
    let named = ProcessInfo.processInfo.environment["GENRE_PYTHON"]
    let path = named ?? packageRoot.appendingPathComponent(".venv/bin/python").path
    guard FileManager.default.isExecutableFile(atPath: path) else { return nil }
    return (try? run(path, ["-c", "import h5py, numpy"]))?.status == 0 ? path : nil
  }()

  /// Runs a script of Tools/, such as `convert/convert_keras.py`, and gives its exit status and what it printed.
  static func tool(_ name: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let script = packageRoot.appendingPathComponent("Tools/\(name)").path
    return try run(path ?? "python", ["-B", script] + arguments)
  }

  private static func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String)
  {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }
}

/// The data that is never committed: `$GENRE_DATA`, or `shared/data` beside the package.
enum TestData {
  static let folder: String = {
    let beside = TestPython.packageRoot.deletingLastPathComponent().appendingPathComponent("shared/data").path
    return ProcessInfo.processInfo.environment["GENRE_DATA"] ?? beside
  }()

  static func has(_ file: String) -> Bool { FileManager.default.fileExists(atPath: "\(folder)/\(file)") }

  /// A version 1 .npy file of little-endian float32 in C order.
  static func numpyArray(_ file: String) throws -> (shape: [Int], values: [Float]) {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)"))
    let start = 10 + Int(bytes[8]) + Int(bytes[9]) << 8
    let header = String(decoding: bytes[10..<start], as: UTF8.self)
    guard header.contains("'<f4'"), header.contains("False"), let open = header.firstIndex(of: "("),
      let close = header.firstIndex(of: ")")
    else { throw CocoaError(.fileReadCorruptFile) }
    let shape = header[header.index(after: open)..<close].split(separator: ",").compactMap {
      Int($0.trimmingCharacters(in: .whitespaces))
    }
    var values = [Float](repeating: 0, count: (bytes.count - start) / 4)
    _ = values.withUnsafeMutableBytes { bytes[start...].copyBytes(to: $0) }
    return (shape, values)
  }
}
