import GRUNet
import GenreTestSupport

/// Sequences of which the first feature rises, falls or stays level under noise, in random places: nothing that one
/// step gives away.
enum ToyProblem {
  static func data(_ count: Int, seed: UInt64, groupSize: Int = 1) throws -> LabelledSequences {
    var random = SeededGenerator(seed: seed)
    var data = LabelledSequences(featureCount: 3, classCount: 3)
    for index in 0..<count {
      let label = index / groupSize % 3
      let steps = Int.random(in: 5...9, using: &random)
      let slope = [0.3, -0.3, 0][label]
      let start = Float.random(in: -1...1, using: &random)
      var values: [Float] = []
      for step in 0..<steps {
        values.append(start + Float(slope) * Float(step) + Float.random(in: -0.1...0.1, using: &random))
        values += random.floats(2)
      }
      try data.append(
        values, label: label, weight: Float.random(in: 0.5...1.5, using: &random), group: index / groupSize)
    }
    return data
  }

  static func network(_ cell: RecurrentCellKind, dropout: Float = 0, seed: UInt64 = 3) throws
    -> SequenceClassifier
  {
    let layers = [
      RecurrentLayer(cell: cell, hiddenSize: 9, hasLayerNorm: true, dropout: dropout),
      RecurrentLayer(cell: cell, hiddenSize: 7),
    ]
    return try SequenceClassifier(
      architecture: Architecture(inputSize: 3, layers: layers, dropout: dropout, classCount: 3), seed: seed)
  }

  /// A configuration in which everything that has state is on.
  static var everything: Trainer.Configuration {
    var configuration = Trainer.Configuration()
    configuration.epochs = 3
    configuration.batchSize = 4
    configuration.learningRate = 0.01
    configuration.optimizer = .adamW()
    configuration.schedule = LearningRateSchedule(shape: .cosine(minimum: 0.01), warmUpEpochs: 0.5)
    configuration.gradientClipNorm = 1
    configuration.sharpnessRadius = 0.05
    configuration.labelSmoothing = 0.05
    configuration.averaging = 0.95
    configuration.classWeights = [1, 2, 0.5]
    configuration.selection = .highestValidationAccuracy
    configuration.seed = 77
    return configuration
  }
}

extension TrainingHistory {
  /// Without the times, which differ from run to run.
  var timeless: TrainingHistory {
    var copy = self
    for index in copy.epochs.indices { copy.epochs[index].seconds = 0 }
    return copy
  }
}
