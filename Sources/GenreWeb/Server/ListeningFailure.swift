internal import GenreBase
import NIOCore

/// The reason why a server cannot listen at its address, and the remedy, in one line.
public struct ListeningFailure: Sendable, CustomStringConvertible {
  /// The line, without a full stop.
  public let description: String

  /// Says it of what ``WebServer/run(logger:onListening:)`` threw.
  public init(_ error: any Error, host: String, port: Int) {
    description = "cannot serve on \(host):\(port): \(Self.reason(error))"
  }

  private static func reason(_ error: any Error) -> String {
    if error is SocketAddressError.UnknownHost { return noSuchAddress }
    guard let failure = error as? IOError else { return "\(error)" }
    return switch failure.errnoCode {
    case EADDRINUSE: "another program uses this port; choose another with --port"
    case EACCES: "this port needs administrator rights; choose one from 1024 up with --port"
    case EADDRNOTAVAIL: noSuchAddress
    default: failure.description
    }
  }

  private static let noSuchAddress =
    "this machine has no such address; use --host 127.0.0.1 for this machine only, or --host 0.0.0.0 for the network"
}
