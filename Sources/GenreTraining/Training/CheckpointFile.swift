import GRUNet
import GenreKit

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

  /// The file of one of several networks that are trained after one another. They start from the beginning where they
  /// have none.
  func ofNetwork(_ index: Int) -> CheckpointFile {
    guard index > 0 else { return self }
    let own = "\(path).\(index + 1)"
    return CheckpointFile(path: own, isResuming: isResuming && FileStatus.exists(own))
  }

  /// The checkpoint of a training that ends with the model `output`: beside it, `output.checkpoint`.
  ///
  /// A training that was killed in its first epoch has left none; to resume it is to start from the beginning. Where
  /// there is a model but no checkpoint, that training is done, and resuming it is an error.
  public init(ofTrainingTo output: String, isResuming: Bool) {
    path = output + ".checkpoint"
    self.isResuming = isResuming && (FileStatus.exists(path) || FileStatus.exists(output))
  }

  /// Whether there is a state already, to go on from or to lose.
  public var exists: Bool { FileStatus.exists(path) }

  /// The state to go on from; nil to start from the beginning.
  func read() throws(GenreError) -> TrainingCheckpoint? {
    guard isResuming else { return nil }
    guard FileStatus.exists(path) else {
      throw GenreError(
        .notFound, "there is no checkpoint to resume from; start from the beginning", path: path)
    }
    return try TrainingCheckpoint.read(path)
  }

  /// Makes sure, before the training, that what it writes has room: a checkpoint, beside it the next one while that is
  /// written, and the model.
  ///
  /// - Throws: ``GenreError`` with code `unwritable`.
  func requireSpace(for parameters: Int) throws(GenreError) {
    try OutputCheck.requireFree(
      Self.byteCount(of: parameters), in: folder, for: "the checkpoint and the model")
  }

  /// The largest number of bytes that a training writes: five numbers per parameter in a checkpoint, two checkpoints,
  /// one model, and metadata.
  static func byteCount(of parameters: Int) -> Int { 11 * 4 * parameters + 1 << 20 }

  private var folder: String { path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? "." }

  func write(_ state: TrainingCheckpoint) throws(SafetensorsError) {
    try state.write(to: path)
  }
}

extension CheckpointFile {
  /// Removes those of the networks after the first, as far as they follow one another.
  func removeFurther() {
    for index in 1... {
      let file = ofNetwork(index)
      guard file.exists else { return }
      try? FileManager.default.removeItem(atPath: file.path)
    }
  }

  /// Removes the files, where there are any: the training that they were kept for is done.
  ///
  /// - Parameter networkCount: The networks that were trained.
  public func remove(networkCount: Int = 1) {
    for index in 0..<networkCount { try? FileManager.default.removeItem(atPath: ofNetwork(index).path) }
    removeFurther()
  }
}
