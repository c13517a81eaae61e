// What GenreTraining asks of GRUNet's training, with errors in the facade's words.

import GRUNet
import GenreKit

extension GenreError {
  /// The facade's word for an error of training.
  init(_ error: TrainingError) {
    let code: Code =
      switch error.code {
      case .invalidConfiguration: .invalidArgument
      case .invalidData, .invalidCheckpoint: .invalidData
      default: .trainingFailed
      }
    self.init(code, error.message)
  }
}

extension Trainer.Configuration {
  /// Checks what does not depend on the data.
  func check() throws(GenreError) {
    try translating { () throws(TrainingError) in try validate() }
  }
}

extension Trainer {
  /// Trains a network.
  ///
  /// - Parameter path: The checkpoint's file, for errors that concern it.
  func outcome(
    of network: SequenceClassifier, on training: LabelledSequences, validation: LabelledSequences?,
    resuming checkpoint: TrainingCheckpoint?, from path: String?,
    onProgress: (TrainingProgress) -> TrainingControl,
    augment: ((inout TrainingBatch, inout RandomGenerator) -> Void)?,
    onCheckpoint: ((TrainingCheckpoint) throws -> Void)?
  ) throws(GenreError) -> TrainingOutcome {
    do throws(TrainingError) {
      return try train(
        network, on: training, validation: validation, resuming: checkpoint, onProgress: onProgress,
        augment: augment, onCheckpoint: onCheckpoint)
    } catch {
      let translated = GenreError(error)
      throw GenreError(
        translated.code, translated.message, path: error.code == .invalidCheckpoint ? path : nil)
    }
  }
}

extension TrainingCheckpoint {
  /// Reads a checkpoint.
  static func read(_ path: String) throws(GenreError) -> TrainingCheckpoint {
    try translating { () throws(TrainingError) in try TrainingCheckpoint(contentsOf: path) }
  }
}

extension SoftTarget {
  /// Creates a soft target whose numbers are checked.
  static func checked(
    probabilities: [Float], classCount: Int, windowLength: Float, share: Float
  ) throws(GenreError) -> SoftTarget {
    try translating { () throws(TrainingError) in
      try SoftTarget(
        probabilities: probabilities, classCount: classCount, windowLength: windowLength, share: share)
    }
  }
}

extension LabelledSequences {
  /// Adds a sequence with the probability of each class.
  mutating func add(
    _ sequence: [Float], probabilities: [Float], group: Int, isSet: Bool, softTarget: SoftTarget?
  ) throws(GenreError) {
    try translating { () throws(TrainingError) in
      try append(
        sequence, probabilities: probabilities, group: group, isSet: isSet, softTarget: softTarget)
    }
  }
}

private func translating<Value>(_ work: () throws(TrainingError) -> Value) throws(GenreError) -> Value {
  do throws(TrainingError) { return try work() } catch { throw GenreError(error) }
}
