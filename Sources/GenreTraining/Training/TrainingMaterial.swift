import GRUNet
import GenreKit

/// A split data set as the network is trained on it: standardised windows, with the clip that each is from; or, where
/// crops are drawn at random, whole clips to train on as they are.
struct TrainingMaterial {
  let standardization: Standardization
  private(set) var training: LabelledSequences
  /// Nil where the validation side is empty.
  let validation: LabelledSequences?
  /// Whether there is a class for what is none of the genres, after theirs.
  let hasOutOfScope: Bool

  private let configuration: GenreTrainer.Configuration
  let labels: [String]
  private let teacher: Teacher?

  /// - Parameters:
  ///   - dataset: The clips, with the features that the network reads.
  ///   - supplements: More clips to train on, with the same features.
  ///   - teacher: What to train on beside the labels; nil for the labels alone.
  init(
    _ dataset: GenreDataset, split: DatasetSplit, supplements: [SupplementaryClips], teacher: Teacher? = nil,
    configuration: GenreTrainer.Configuration
  ) throws(GenreError) {
    self.teacher = teacher
    let width = dataset.features.coefficientCount
    self.configuration = configuration
    labels = dataset.labels
    hasOutOfScope = supplements.contains(where: \.hasOutOfScope)
    standardization =
      configuration.start?.standardization
      ?? Standardization.learnt(
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
      let soft = try softTarget(of: item, in: dataset, isLabelled: true)
      try append(item, of: dataset, target: Target([dataset.labelIndex(of: item)], soft: soft), group: index)
    }
    let further = try append(supplements, after: dataset.items.count)
    try Self.requireClips(of: dataset, further: further)
  }

  /// An output that no clip teaches would answer at random.
  ///
  /// - Parameter further: The outputs that the additional clips teach.
  private static func requireClips(of dataset: GenreDataset, further: Set<Int>) throws(GenreError) {
    let taught = Set(dataset.items.map(\.label))
    let missing = dataset.labels.enumerated().filter { !taught.contains($1) && !further.contains($0) }
    guard let (_, label) = missing.first else { return }
    throw GenreError(
      .invalidData, "no clip has the genre '\(label)'; add clips of it, or train without it")
  }

  /// The target of a clip: its classes, any of which is right, and the teacher's probabilities.
  private struct Target {
    let classes: Set<Int>
    let soft: SoftTarget?

    init(_ classes: Set<Int>, soft: SoftTarget? = nil) {
      self.classes = classes
      self.soft = soft
    }

    /// The probabilities of the classes. Without a label, the teacher's mean: it has no part in the loss, but gives the
    /// class that the clip counts for.
    func probabilities(classCount: Int) -> [Float] {
      if classes.isEmpty, let soft { return soft.mean }
      return (0..<classCount).map { classes.contains($0) ? 1 / Float(classes.count) : 0 }
    }
  }

  /// The soft target of a clip; it takes all of the loss where the clip has no label.
  private func softTarget(
    of item: GenreDataset.Item, in dataset: GenreDataset, isLabelled: Bool
  ) throws(GenreError) -> SoftTarget? {
    let share = isLabelled ? configuration.teacherShare : 1
    guard share > 0 else { return nil }
    return try teacher?.softTarget(
      of: item, among: labels, hasOutOfScope: hasOutOfScope, frameRate: dataset.features.frameRate,
      share: share)
  }

  /// - Returns: The classes of the clips.
  private mutating func append(
    _ supplements: [SupplementaryClips], after first: Int
  ) throws(GenreError) -> Set<Int> {
    var group = first
    var taught: Set<Int> = []
    for supplement in supplements {
      let truths = try supplement.map.truths(
        for: supplement.dataset.labels, among: labels, allowsUnknown: teacher != nil)
      for item in supplement.dataset.items {
        let isNone = supplement.map.isOutOfScope(item.label)
        let classes = isNone ? [labels.count] : truths[item.label] ?? []
        let soft = try softTarget(of: item, in: supplement.dataset, isLabelled: !classes.isEmpty)
        // Without a label and a teacher there is nothing to learn from a clip; the trainer has named it.
        for _ in 0..<supplement.times where !classes.isEmpty || soft != nil {
          try append(item, of: supplement.dataset, target: Target(classes, soft: soft), group: group)
        }
        taught.formUnion(classes)
        group += 1
      }
    }
    return taught
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
    try training.add(
      item.features.values, probabilities: target.probabilities(classCount: training.classCount),
      group: group, isSet: target.classes.count > 1, softTarget: target.soft)
  }

  private static func append(
    _ item: GenreDataset.Item, of dataset: GenreDataset, to sequences: inout LabelledSequences,
    target: Target,
    group: Int, grid: SegmentGrid, standardization: Standardization
  ) throws(GenreError) {
    for plan in dataset.trainingPlans(of: item, grid: grid) {
      var window = item.window(plan)
      standardization.apply(to: &window)
      let start = Float(plan.frames.lowerBound)
      let soft = target.soft?.restricted(to: start..<start + Float(plan.length))
      try sequences.add(
        window, probabilities: target.probabilities(classCount: sequences.classCount), group: group,
        isSet: target.classes.count > 1, softTarget: soft)
    }
  }

  /// For each class the mean number of windows a class over its own, so that the classes weigh the same in all. A
  /// window whose label is a set of classes counts for each of them with its share.
  var balancedWeights: [Float] {
    var counts = Array(repeating: Float(0), count: training.classCount)
    for index in 0..<training.count {
      for (label, share) in training.probabilities(of: index).enumerated() { counts[label] += share }
    }
    return counts.map { Float(training.count) / (Float(training.classCount) * ($0 > 0 ? $0 : 1)) }
  }
}
