internal import GenreBase

extension Trainer {
  /// The rule that selects the best epoch.
  public enum Selection: String, Codable, Hashable, Sendable, CaseIterable {
    /// The lowest loss on the validation set.
    case lowestValidationLoss
    /// The highest accuracy on the validation set, and the lower loss of two that are equal.
    case highestValidationAccuracy
    /// The last one, however it does. Also what happens without a validation set.
    case last
  }

  /// Everything that a training depends on, apart from network and data. Missing keys of its JSON take the defaults.
  public struct Configuration: Codable, Hashable, Sendable {
    /// The number of epochs (passes over all sequences).
    public var epochs = 30
    /// The sequences of one step; the last step of an epoch takes what is left.
    public var batchSize = 8
    /// The rule that turns gradients into steps.
    public var optimizer = Optimizer.adam
    /// The learning rate that the schedule multiplies.
    public var learningRate: Float = 1e-3
    /// The schedule of the learning rate over the steps.
    public var schedule = LearningRateSchedule.constant
    /// The global norm that gradients are scaled down to when theirs is larger; nil for no limit.
    public var gradientClipNorm: Float?
    /// The radius of sharpness-aware minimisation (Foret et al., 2021), which goes by the gradient where the loss is
    /// highest within so far of the parameters and takes twice the time; 0 for the gradient where they are.
    public var sharpnessRadius: Float = 0
    /// The share of every target that is spread evenly over all classes: 0 or more and less than 1.
    public var labelSmoothing: Float = 0
    /// The seed of the initial weights, the order and the dropout. One seed gives one result.
    public var seed: UInt64 = 0
    /// The epochs without improvement after which training ends; nil to go through all of them.
    public var patience: Int?
    /// The rule that selects the best epoch.
    public var selection = Selection.lowestValidationLoss
    /// The weight of each class in the loss, more than 0; nil for equal weights.
    public var classWeights: [Float]?
    /// The threads to use, which never changes the result; nil for all processors.
    public var threadCount: Int?
    /// The decay of the running mean of weights that is validated and returned; nil for the weights themselves.
    public var averaging: Float?
    /// The epochs from one validation to the next; the last epoch is always validated.
    public var validationInterval = 1
    /// The caller's description of how batches are changed: a training with another description is not resumed. Nil
    /// where nothing changes them.
    public var augmentation: String?
    /// Whether validation averages the log probabilities of each group's sequences and counts groups.
    public var averagesGroups = false

    /// Creates the baseline's configuration: Adam at 1e-3, batches of 8, 30 epochs.
    public init() {}

    /// Reads a configuration, with the defaults for what is missing.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      func value<Value: Decodable>(_ key: CodingKeys, or fallback: Value) throws -> Value {
        try container.decodeIfPresent(Value.self, forKey: key) ?? fallback
      }
      epochs = try value(.epochs, or: epochs)
      batchSize = try value(.batchSize, or: batchSize)
      optimizer = try value(.optimizer, or: optimizer)
      learningRate = try value(.learningRate, or: learningRate)
      schedule = try value(.schedule, or: schedule)
      gradientClipNorm = try container.decodeIfPresent(Float.self, forKey: .gradientClipNorm)
      sharpnessRadius = try value(.sharpnessRadius, or: sharpnessRadius)
      labelSmoothing = try value(.labelSmoothing, or: labelSmoothing)
      seed = try value(.seed, or: seed)
      patience = try container.decodeIfPresent(Int.self, forKey: .patience)
      selection = try value(.selection, or: selection)
      classWeights = try container.decodeIfPresent([Float].self, forKey: .classWeights)
      threadCount = try container.decodeIfPresent(Int.self, forKey: .threadCount)
      averaging = try container.decodeIfPresent(Float.self, forKey: .averaging)
      validationInterval = try value(.validationInterval, or: validationInterval)
      augmentation = try container.decodeIfPresent(String.self, forKey: .augmentation)
      averagesGroups = try value(.averagesGroups, or: averagesGroups)
    }

    /// The threads that are used in fact.
    var workerCount: Int { threadCount ?? processorCount() }

    /// Checks what does not depend on the data.
    ///
    /// - Throws: `invalidConfiguration` for a number that is out of its range.
    package func validate() throws(TrainingError) {
      func require(_ condition: Bool, _ what: String) throws(TrainingError) {
        guard condition else { throw TrainingError(.invalidConfiguration, what) }
      }
      try require((1...1_000_000).contains(epochs), "epochs must be 1 to 1,000,000, not \(epochs)")
      try require((1...1_000_000).contains(batchSize), "batchSize must be 1 to 1,000,000, not \(batchSize)")
      try require(optimizer.isValid, "a value of the optimiser is out of range")
      try require(learningRate > 0 && learningRate.isFinite, "learningRate must be more than 0")
      try require(schedule.isValid, "a value of the learning-rate schedule is out of range")
      try require(
        gradientClipNorm.map { $0 > 0 && $0.isFinite } ?? true,
        "gradientClipNorm must be more than 0 and finite")
      try require(
        sharpnessRadius >= 0 && sharpnessRadius.isFinite, "sharpnessRadius must be 0 or more")
      try require((0..<1).contains(labelSmoothing), "labelSmoothing must be 0 or more and less than 1")
      try require(validationInterval > 0, "validationInterval must be at least 1")
      try require(patience.map { $0 > 0 } ?? true, "patience must be at least 1")
      try require(threadCount.map { (1...1024).contains($0) } ?? true, "threadCount must be 1 to 1024")
      try require(
        averaging.map { (0..<1).contains($0) } ?? true, "averaging must be 0 or more and less than 1")
    }

    /// Throws unless every number is in its range and fits the data.
    func validate(classCount: Int, hasValidation: Bool) throws(TrainingError) {
      try validate()
      func require(_ condition: Bool, _ what: String) throws(TrainingError) {
        guard condition else { throw TrainingError(.invalidConfiguration, what) }
      }
      try require(patience == nil || hasValidation, "patience needs a validation set")
      if let classWeights {
        try require(
          classWeights.count == classCount, "classWeights must be \(classCount) numbers, one per class")
        try require(
          classWeights.allSatisfy { $0 > 0 && $0.isFinite }, "classWeights must be more than 0 and finite")
      }
    }

    /// Whether a training begun with `other` can go on with this as if nothing had happened. Patience and threads may
    /// change, and the length where the learning rate does not go by it.
    func canResume(_ other: Configuration) -> Bool {
      var same = other
      if !schedule.dependsOnLength { same.epochs = epochs }
      same.patience = patience
      same.threadCount = threadCount
      return same == self
    }
  }
}
