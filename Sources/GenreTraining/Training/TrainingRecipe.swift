import GRUNet
import GenreKit

/// What is trained and how, under a name: a starting point for a configuration.
public enum TrainingRecipe: String, Sendable, Hashable, CaseIterable {
  /// The README's network on MFCCs of three seconds, and its training.
  case readme
  /// Convolutions over mel bands into a GRU in both directions, on ten seconds from anywhere in a clip, changed by
  /// chance: slower, and right more often on music that it has not heard.
  case convolutional

  /// The recipe as a configuration.
  public var configuration: GenreTrainer.Configuration {
    switch self {
    case .readme: GenreTrainer.Configuration()
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

  /// Gives the convolution layers so many channels, in their order; changes nothing in a network without any.
  public mutating func setChannels(_ counts: [Int]) {
    for (index, count) in zip(network?.convolutions.indices ?? 0..<0, counts) {
      network?.convolutions[index].channelCount = count
    }
  }

  /// Averages so many frames into one before the convolutions, and lets each layer keep the largest of so many steps;
  /// changes nothing in a network without any.
  public mutating func setPooling(frames: Int?, steps: [Int]?) {
    guard let convolutions = network?.convolutions, !convolutions.isEmpty else { return }
    if let frames { network?.inputPooling = frames }
    for (index, count) in zip(convolutions.indices, steps ?? []) {
      network?.convolutions[index].timePooling = count
    }
  }

  /// Drops out this share: before the last layer of a convolutional network, and after each recurrent layer of others.
  public mutating func setDropout(_ share: Float) {
    var changed = network ?? .readme(cell: cell, classCount: 1)
    if changed.convolutions.isEmpty {
      for index in changed.layers.indices { changed.layers[index].dropout = share }
    } else {
      changed.dropout = share
    }
    network = changed
  }
}
