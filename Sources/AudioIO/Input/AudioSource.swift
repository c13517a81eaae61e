/// The source of audio.
public enum AudioSource: Sendable, Hashable {
  /// A path: a file, or anything that read(2) reads, such as a pipe or `/dev/stdin`.
  case file(path: String)
  /// Standard input, from where it was read to: a redirected file, a pipe, a socket or a terminal.
  case standardInput
  /// The bytes of a whole file, and the name that errors give them.
  case bytes([UInt8], name: String? = nil)

  /// The path or the name, if there is one; `-` for standard input.
  public var name: String? {
    switch self {
    case .file(let path): path
    case .standardInput: "-"
    case .bytes(_, let name): name
    }
  }
}
