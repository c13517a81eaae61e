import GRUNet
import GenreKit

extension GenreTrainer {
  /// Everything that a training depends on, apart from the data and its split.
  public struct Configuration: Sendable, Hashable {
    /// The name of the model.
    public var name: String
    /// The cell of the baseline network, which is used when ``network`` is nil.
    public var cell: RecurrentCellKind
    /// Another network; its input size and class count are set from the data.
    public var network: Architecture?
    /// The grid that cuts clips into windows.
    public var grid: SegmentGrid
    /// The target accuracy, 0 to 1, of the answers on the validation clips that are not marked unsure.
    public var precisionWhenSure: Double
    /// The random changes of the features in training.
    public var augmentation: FeatureAugmentation
    /// The features of the model, where they can be made from those of the data; nil for the latter.
    public var features: FeatureConfiguration?
    /// Whether each window's level is taken out; see ``Standardization/removesLevel``.
    public var removesLevel = false
    /// The augmentation of crops: one random crop of each clip per epoch, as long as a window; nil to train on all
    /// windows of the grid in each epoch.
    public var crops: SpectrogramAugmentation?
    /// The networks to train, with this seed and those that follow it; their log probabilities are averaged.
    public var networkCount = 1
    /// The model whose networks the training begins with, in turn; nil to begin with random parameters. See
    /// ``begin(with:)``.
    public private(set) var start: Start?
    /// The fraction of a labelled clip's loss that is measured against the teacher, where there is one: 0 to 1. A clip
    /// without a label is measured against the teacher alone.
    public var teacherShare: Float = 0.5
    /// Whether each genre counts alike in the loss, however many windows it has.
    public var balancesGenres = false
    /// Whether the validation figures of the epochs are by clip, as in use, or by window, as in the baseline.
    public var validatesByClip = true
    /// Epochs, batch size, optimiser and seed.
    public var training: Trainer.Configuration

    /// Creates a configuration; the defaults are the baseline network and its training.
    public init(
      name: String = "custom", cell: RecurrentCellKind = .gru, network: Architecture? = nil,
      grid: SegmentGrid = SegmentGrid(), precisionWhenSure: Double = 0.8,
      augmentation: FeatureAugmentation = FeatureAugmentation(),
      training: Trainer.Configuration = Trainer.Configuration()
    ) {
      self.name = name
      self.cell = cell
      self.network = network
      self.grid = grid
      self.precisionWhenSure = precisionWhenSure
      self.augmentation = augmentation
      self.training = training
    }

    /// Checks what the parts do not check themselves.
    func validate() throws(GenreError) {
      try grid.validate()
      try augmentation.validate()
      try crops?.validate()
      guard (0...1).contains(teacherShare) else {
        throw GenreError(
          .invalidArgument, "the teacher's fraction of the loss must be 0 to 1, not \(teacherShare)")
      }
      guard (1...64).contains(networkCount) else {
        throw GenreError(.invalidArgument, "the number of networks must be 1 to 64, not \(networkCount)")
      }
    }

    /// A description of the changes of batches, so that a checkpoint of other changes is recognised; nil where there
    /// are none. Crops are cut and standardised in the same place, so the description includes what the data's
    /// fingerprint says of windows.
    var augmentationText: String? {
      guard crops != nil || !augmentation.isIdentity else { return nil }
      let level = removesLevel ? " without their level" : ""
      let stretches = crops.map { "; stretches of \(grid.duration) s\(level): \($0)" } ?? ""
      return "channel \(augmentation.channel), mixing \(augmentation.mixing)\(stretches)"
    }

    /// Begins with the parameters of a model instead of random ones: what it has learnt is kept as far as the data bear
    /// it out (fine-tuning). Its layers, features, windows and standardisation take the place of those given so far.
    /// Genres that it does not know begin with random rows of the last layer.
    public mutating func begin(with model: GenreModel) {
      start = Start(
        labels: model.labels, hasOutOfScope: model.rejectsOutOfScope, standardization: model.standardization,
        networks: model.networks.map(\.parameters))
      network = model.network.architecture
      features = model.features
      grid = model.grid
      removesLevel = model.standardization.removesLevel
    }

    /// The network to train, before its input size and class count are set.
    func architecture(inputSize: Int, classCount: Int) -> Architecture {
      guard var network else { return .baseline(cell: cell, inputSize: inputSize, classCount: classCount) }
      network.inputSize = inputSize
      network.classCount = classCount
      return network
    }
  }

  /// The part of a model that a training starts from.
  public struct Start: Sendable, Hashable {
    let labels: [String]
    let hasOutOfScope: Bool
    let standardization: Standardization
    let networks: [ParameterSet]
  }

  /// The result of a training.
  public struct Outcome: Sendable {
    /// The model of the best epoch, calibrated.
    public private(set) var model: GenreModel
    /// The model as it was when the training ended, with the calibration of the best epoch's.
    public let last: GenreModel
    /// The evaluation on the validation side, which chose the epoch; nil without one.
    public let validation: Evaluation?
    /// The reason why the training ended.
    public let endReason: TrainingOutcome.EndReason

    /// Warnings to read before relying on the model, each in a line.
    public var warnings: [String] {
      guard let count = validation?.answers.count, count < 20 else { return [] }
      return [
        "the epoch was chosen and the confidence calibrated on \(count) \(count == 1 ? "clip" : "clips"), which is too few "
          + "for reliable confidences; add clips, or validate on a larger fraction"
      ]
    }

    /// Adds to the model's provenance what else it was trained on.
    mutating func note(_ supplements: [SupplementaryClips], teacher: Teacher?) {
      for supplement in supplements {
        let times = supplement.times > 1 ? ", \(supplement.times) times an epoch" : ""
        model.provenance?.data +=
          "; \(supplement.dataset.source) (\(supplement.dataset.items.count) clips\(times))"
      }
      if let teacher {
        model.provenance?.data += "; soft targets of \(teacher.source) (\(teacher.clipCount) clips)"
      }
    }
  }
}
