import Foundation

/// Another library in a Python process of its own, which is told line by line what to do once, and answers with the
/// seconds that it took by the clock and on the cores.
final class PeerProcess {
  /// The library's name. Its script is `peers/NAME_peer.py`; "-1" behind it means on one thread.
  let name: String
  /// Its version, as it tells it.
  private(set) var version = ""
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var rest = Data()

  /// Starts it; nil where the library is not installed.
  init?(_ name: String, options: Options, sounds: SoundFiles) {
    self.name = name
    guard let python = options.python, FileManager.default.isExecutableFile(atPath: python) else {
      return nil
    }
    process.executableURL = URL(fileURLWithPath: python)
    let isSingle = name.hasSuffix("-1")
    let script = "\(options.peerFolder)/\(isSingle ? String(name.dropLast(2)) : name)_peer.py"
    process.arguments = [script, sounds.mpeg, sounds.wave] + (isSingle ? ["1"] : [])
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil, let greeting = line(), greeting.hasPrefix("ready ") else {
      return nil
    }
    version = String(greeting.dropFirst(6))
  }

  /// Lets it do some work once; nil where it does not know how.
  func lap(of work: String) -> Lap? {
    guard process.isRunning else { return nil }
    input.fileHandleForWriting.write(Data((work + "\n").utf8))
    let numbers = line()?.split(separator: " ").compactMap { Double($0) } ?? []
    return numbers.count == 2 ? Lap(wall: numbers[0], processor: numbers[1]) : nil
  }

  /// Ends it.
  func stop() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  private func line() -> String? {
    while true {
      if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        let text = String(decoding: rest[rest.startIndex..<end], as: UTF8.self)
        rest.removeSubrange(rest.startIndex...end)
        return text
      }
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { return nil }
      rest.append(more)
    }
  }
}
