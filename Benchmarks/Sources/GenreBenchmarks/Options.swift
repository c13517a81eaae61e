import Foundation

/// What was asked for on the command line.
struct Options {
  /// Ours alone, and no more of it than a minute.
  var isQuick = false
  /// A file of thresholds to check the ratios by.
  var thresholds: String?
  /// A Python in which peers are installed.
  var python: String?
  /// Where the peers' scripts are.
  var peerFolder = "peers"
  /// Our command, for what is timed in a process of its own; this program stands in where it is not built.
  var command: String?
  /// A clip to make all sounds of.
  var clip = "../Examples/demo.mp3"
  /// Pieces of work to leave out everything else for.
  var only: [String] = []

  static let usage = """
    usage: GenreBenchmarks [--quick] [--check FILE] [--only NAME]... [--python FILE] [--peers FOLDER]
                           [--command FILE] [--clip FILE]
    """

  init(_ arguments: [String]) throws {
    var rest = arguments[...]
    while let option = rest.popFirst() {
      if option == "--quick" {
        isQuick = true
        continue
      }
      guard let value = rest.popFirst() else { throw BenchmarkError(Self.usage) }
      try set(option, value)
    }
  }

  private mutating func set(_ option: String, _ value: String) throws {
    switch option {
    case "--check": thresholds = value
    case "--only": only.append(value)
    case "--python": python = value
    case "--peers": peerFolder = value
    case "--command": command = FileManager.default.isExecutableFile(atPath: value) ? value : nil
    case "--clip": clip = value
    default: throw BenchmarkError("unknown option \(option)\n\(Self.usage)")
    }
  }
}
