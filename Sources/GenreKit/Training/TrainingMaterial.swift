import GRUNet

/// A split data set as the network is trained on it: standardised windows, with the clip that each is from; or, where
/// stretches are drawn by chance, whole clips to train on as they are.
struct TrainingMaterial {
  let standardization: Standardization
  private(set) var training: LabelledSequences
  /// Nil where the validation side is empty.
  let validation: LabelledSequences?
  /// Whether there is a class for what is none of the genres, after theirs.
  let hasOutOfScope: Bool

  private let configuration: GenreTrainer.Configuration
  private let labels: [String]

  /// - Parameters:
  ///   - dataset: The clips, with the features that the network hears.
  ///   - supplements: More clips to train on, with the same features.
  init(
    _ dataset: GenreDataset, split: DatasetSplit, supplements: [SupplementaryClips],
    configuration: GenreTrainer.Configuration
  ) throws(GenreError) {
    let width = dataset.features.coefficientCount
    self.configuration = configuration
    labels = dataset.labels
    hasOutOfScope = supplements.contains(where: \.hasOutOfScope)
    standardization = Standardization.learnt(
      from: split.training.lazy.map { dataset.items[$0].features.values }, coefficientCount: width,
      removesLevel: configuration.removesLevel)
    let none = LabelledSequences(
      featureCount: width, classCount: dataset.labels.count + (hasOutOfScope ? 1 : 0))
    training = none
    var validation = none
    for index in split.validation {
      try Self.append(
        dataset.items[index], of: dataset, to: &validation,
        target: .init([dataset.labelIndex(of: dataset.items[index])]),
        group: index, grid: configuration.grid, standardization: standardization)
    }
    self.validation = split.validation.isEmpty ? nil : validation
    for index in split.training {
      let item = dataset.items[index]
      try append(item, of: dataset, target: Target([dataset.labelIndex(of: item)]), group: index)
    }
    try append(supplements, after: dataset.items.count)
  }

  /// What a clip should be classified as: any of these classes.
  private struct Target {
    let classes: Set<Int>

    init(_ classes: Set<Int>) { self.classes = classes }

    func probabilities(classCount: Int) -> [Float] {
      (0..<classCount).map { classes.contains($0) ? 1 / Float(classes.count) : 0 }
    }
  }

  private mutating func append(
    _ supplements: [SupplementaryClips], after first: Int
  ) throws(GenreError) {
    var group = first
    for supplement in supplements {
      let truths = try supplement.map.truths(for: supplement.dataset.labels, among: labels)
      for item in supplement.dataset.items {
        let isNone = supplement.map.isOutOfScope(item.label)
        let classes = isNone ? [labels.count] : truths[item.label] ?? []
        for _ in 0..<supplement.times {
          try append(item, of: supplement.dataset, target: Target(classes), group: group)
        }
        group += 1
      }
    }
  }

  /// Adds a clip to train on: whole, or window by window.
  private mutating func append(
    _ item: GenreDataset.Item, of dataset: GenreDataset, target: Target, group: Int
  ) throws(GenreError) {
    guard configuration.crops != nil else {
      return try Self.append(
        item, of: dataset, to: &training, target: target, group: group, grid: configuration.grid,
        standardization: standardization)
    }
    try GenreError.translating { () throws(TrainingError) in
      try training.append(
        item.features.values, probabilities: target.probabilities(classCount: training.classCount),
        group: group,
        isSet: target.classes.count > 1)
    }
  }

  private static func append(
    _ item: GenreDataset.Item, of dataset: GenreDataset, to sequences: inout LabelledSequences,
    target: Target,
    group: Int, grid: SegmentGrid, standardization: Standardization
  ) throws(GenreError) {
    for var window in dataset.windows(of: item, grid: grid) {
      standardization.apply(to: &window)
      try GenreError.translating { () throws(TrainingError) in
        try sequences.append(
          window, probabilities: target.probabilities(classCount: sequences.classCount), group: group,
          isSet: target.classes.count > 1)
      }
    }
  }

  /// For each class the mean number of windows a class over its own, so that the classes weigh the same in all. A window
  /// whose label is a set of classes counts for each of them with its share.
  var balancedWeights: [Float] {
    var counts = Array(repeating: Float(0), count: training.classCount)
    for index in 0..<training.count {
      for (label, share) in training.probabilities(of: index).enumerated() { counts[label] += share }
    }
    return counts.map { Float(training.count) / (Float(training.classCount) * ($0 > 0 ? $0 : 1)) }
  }
}
