#if FFmpeg
  import Foundation

  /// A port of this machine that counts who comes.
  final class Listener {
    struct Failure: Error {}

    let port: Int
    private let descriptor: Int32

    init() throws {
      #if canImport(Glibc)
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      #else
        descriptor = socket(AF_INET, SOCK_STREAM, 0)
      #endif
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let socket = descriptor
      let isListening = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(socket, $0, length) == 0 && listen(socket, 16) == 0 && getsockname(socket, $0, &length) == 0
        }
      }
      port = Int(UInt16(bigEndian: address.sin_port))
      guard isListening, fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0 else { throw Failure() }
    }

    deinit { close(descriptor) }

    /// How many connections wait to be taken.
    var connectionCount: Int {
      var count = 0
      while case let connection = accept(descriptor, nil, nil), connection >= 0 {
        close(connection)
        count += 1
      }
      return count
    }
  }
#endif
