import Foundation
import Synchronization

/// A terminal for a command to write to, and what it wrote there.
final class Terminal: Sendable {
  /// The command's side.
  let handle: FileHandle
  private let written = Mutex(Data())

  init() throws {
    var (own, side): (Int32, Int32) = (-1, -1)
    guard openpty(&own, &side, nil, nil, nil) == 0 else { throw CocoaError(.fileReadUnknown) }
    handle = FileHandle(fileDescriptor: side, closeOnDealloc: true)
    Thread { [weak self, own] in
      var bytes = [UInt8](repeating: 0, count: 4096)
      while true {
        let count = read(own, &bytes, bytes.count)
        guard count > 0, let self else { break }
        self.written.withLock { $0.append(contentsOf: bytes[..<count]) }
      }
      close(own)
    }.start()
  }

  /// All that was written so far.
  var text: String { String(decoding: written.withLock { $0 }, as: UTF8.self) }
}
