/// The files to classify, in order. Stands for a module of the importer's that happens to be called `AudioIO`.
public struct Playlist: Sendable {
  public let paths: [String]

  public init(arguments: [String]) {
    paths = Array(arguments.dropFirst())
  }
}
