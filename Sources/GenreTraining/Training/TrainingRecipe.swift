import GRUNet
import GenreKit

/// A named set of defaults for features, network and training.
public enum TrainingRecipe: String, Sendable, Hashable, CaseIterable {
  /// The baseline network on MFCCs of three seconds, and its training.
  case baseline
  /// Convolutions over mel bands and a bidirectional GRU, trained on randomly augmented crops of ten seconds: slower than
  /// the baseline, and more accurate on music by artists that are not in the training data.
  case convolutional

  /// The recipe as a configuration.
  public var configuration: GenreTrainer.Configuration {
    switch self {
    case .baseline: GenreTrainer.Configuration()
    case .convolutional: .convolutional
    }
  }
}

extension GenreTrainer.Configuration {
  /// See ``TrainingRecipe/convolutional``.
  static var convolutional: Self {
    var training = Trainer.Configuration()
    training.epochs = 150
    training.batchSize = 16
    training.optimizer = .adamW(weightDecay: 0.05)
    training.learningRate = 2e-3
    training.schedule = .oneCycle
    training.labelSmoothing = 0.1
    training.gradientClipNorm = 5
    training.averaging = 0.995
    training.selection = .last
    training.validationInterval = 10
    var configuration = Self(
      network: .convolutional(bandCount: 64, classCount: 1), grid: SegmentGrid(duration: 10),
      training: training)
    configuration.features = FeatureConfiguration(kind: .mel, bandsPerGroup: 2)
    configuration.removesLevel = true
    // Spectrograms recovered from images are smoother from frame to frame than those of sound; means of four frames
    // are nearly alike in both (Docs/Accuracy.md), and the network keeps one step in eight as it did.
    configuration.setPooling(frames: 4, steps: [1, 2, 1, 1])
    configuration.crops = .strong
    return configuration
  }

  /// Uses a cell in every recurrent layer.
  public mutating func setCell(_ cell: RecurrentCellKind) {
    self.cell = cell
    for index in network?.layers.indices ?? 0..<0 { network?.layers[index].cell = cell }
  }

  /// Sets the number of channels of each convolution layer, in order; has no effect on a network without any.
  public mutating func setChannels(_ counts: [Int]) {
    for (index, count) in zip(network?.convolutions.indices ?? 0..<0, counts) {
      network?.convolutions[index].channelCount = count
    }
  }

  /// Sets the number of frames averaged into one before the convolutions, and the max-pooling size over time of each
  /// layer; has no effect on a network without convolutions.
  public mutating func setPooling(frames: Int?, steps: [Int]?) {
    guard let convolutions = network?.convolutions, !convolutions.isEmpty else { return }
    if let frames { network?.inputPooling = frames }
    for (index, count) in zip(convolutions.indices, steps ?? []) {
      network?.convolutions[index].timePooling = count
    }
  }

  /// Sets the dropout rate: before the last layer of a convolutional network, and after each recurrent layer of others.
  public mutating func setDropout(_ share: Float) {
    var changed = network ?? .baseline(cell: cell, classCount: 1)
    if changed.convolutions.isEmpty {
      for index in changed.layers.indices { changed.layers[index].dropout = share }
    } else {
      changed.dropout = share
    }
    network = changed
  }
}
