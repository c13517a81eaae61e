import Foundation
import GenreTestSupport

/// The built binary with its standard input and output in the test's hands: what is sent is answered before more is sent.
final class Conversation {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var rest = Data()

  /// Starts the binary.
  init(_ arguments: [String]) throws {
    process.executableURL = URL(filePath: Command.path)
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  deinit { process.terminate() }

  /// Sends bytes.
  func send(_ bytes: some Sequence<UInt8>) throws {
    try input.fileHandleForWriting.write(contentsOf: Data(bytes))
  }

  /// Sends bytes from a thread of its own, and then the end of the input where that is asked for.
  func sendAside(_ bytes: Data, ending: Bool) {
    let handle = input.fileHandleForWriting
    Thread.detachNewThread {
      try? handle.write(contentsOf: bytes)
      if ending { try? handle.close() }
    }
  }

  /// The next line of the output, without its end; nil at the end of the output.
  func line() -> String? {
    while true {
      if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        defer { rest = rest[(end + 1)...] }
        return String(decoding: rest[..<end], as: UTF8.self)
      }
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { return nil }
      rest = Data(rest) + more
    }
  }

  /// Presses Ctrl-C.
  func interrupt() { process.interrupt() }

  /// Ends the input and waits.
  ///
  /// - Returns: The exit status.
  func finish() throws -> Int32 {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// The most memory that the process has held so far, in KiB; nil where the system does not say.
  var peakMemory: Int? {
    let status = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line.flatMap { Int($0.filter(\.isNumber)) }
  }
}
