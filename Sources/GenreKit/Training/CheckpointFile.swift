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

  /// The file of one of several networks that are trained after one another. They begin anew where they have none.
  func ofNetwork(_ index: Int) -> CheckpointFile {
    guard index > 0 else { return self }
    let own = "\(path).\(index + 1)"
    return CheckpointFile(path: own, isResuming: isResuming && FileListing.exists(own))
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
  /// Removes the files, where there are any: the training that they were kept for is done.
  ///
  /// - Parameter networkCount: The networks that were trained.
  public func remove(networkCount: Int = 1) {
    for index in 0..<networkCount { try? FileManager.default.removeItem(atPath: ofNetwork(index).path) }
  }
}
