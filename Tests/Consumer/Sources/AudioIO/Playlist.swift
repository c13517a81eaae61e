/// The files to classify, in order. Stands for a module of the importer's that happens to be called `AudioIO`.
public struct Playlist: Sendable {
  /// Paths as they were given.
  public let paths: [String]

  /// Takes all arguments but the program's own name.
  public init(arguments: [String]) {
    paths = Array(arguments.dropFirst())
  }
}
