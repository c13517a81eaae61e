import GRUNet

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The file in which a training keeps its state.
public struct CheckpointFile: Sendable, Hashable {
  /// Its path.
  public let path: String
  /// Whether to go on from the state in it; otherwise it is overwritten.
  public let isResuming: Bool

  /// Creates the description of a checkpoint file.
  public init(path: String, isResuming: Bool) {
    self.path = path
    self.isResuming = isResuming
  }

  /// The state to go on from; nil to begin anew.
  func read() throws(GenreError) -> TrainingCheckpoint? {
    guard isResuming else { return nil }
    guard FileListing.exists(path) else {
      throw GenreError(
        .notFound, "there is no checkpoint to resume from; leave out --resume to begin anew", path: path)
    }
    return try GenreError.translating { () throws(TrainingError) in try TrainingCheckpoint(contentsOf: path) }
  }

  func write(_ state: TrainingCheckpoint) throws(SafetensorsError) {
    try state.write(to: path)
  }
}

extension CheckpointFile {
  /// Removes the file, where there is one: the training that it was kept for is done.
  public func remove() {
    try? FileManager.default.removeItem(atPath: path)
  }
}
