/// Sequences of feature vectors with what they are to be classified as: the material of training and validation.
///
/// Lengths vary, the feature count does not. The values lie one after another in one array; windows of one recording
/// share them, so that overlapping windows cost no memory.
public struct LabelledSequences: Sendable {
  private struct Item {
    var start: Int
    var stepCount: Int
    var weight: Float
    var group: Int?
    var isSet: Bool
    var softTarget: SoftTarget?
  }

  /// The features of one step.
  public let featureCount: Int
  /// The classes.
  public let classCount: Int
  private var values: [Float] = []
  private var items: [Item] = []
  private var targets: [Float] = []

  /// Creates an empty set.
  ///
  /// - Precondition: both counts are at least 1.
  public init(featureCount: Int, classCount: Int) {
    precondition(featureCount > 0 && classCount > 0, "there is at least one feature and one class")
    self.featureCount = featureCount
    self.classCount = classCount
  }

  // MARK: Adding

  /// Adds one sequence.
  ///
  /// - Parameters:
  ///   - sequence: row-major [steps x featureCount], at least one step, every value finite.
  ///   - label: its class, 0 and up.
  ///   - weight: how much its loss counts in training; more than 0.
  ///   - group: what it is a part of, such as its recording: scores may be averaged over a group.
  /// - Throws: ``TrainingError/Code/invalidData``.
  public mutating func append(
    _ sequence: [Float], label: Int, weight: Float = 1, group: Int? = nil
  ) throws(TrainingError) {
    try append(sequence, probabilities: probabilities(label: label), weight: weight, group: group)
  }

  /// Adds one sequence of which only the probability of each class is known.
  ///
  /// - Parameters:
  ///   - sequence: row-major [steps x featureCount], at least one step, every value finite.
  ///   - probabilities: one a class, 0 or more, their sum 1.
  ///   - weight: how much its loss counts in training; more than 0.
  ///   - group: what it is a part of.
  ///   - isSet: whether all that is known is that it is of some class with a probability above 0; see
  ///     ``ClassTargets/sets(probabilities:isSet:)``.
  ///   - softTarget: what a teacher says of the sequence; nil without a teacher.
  /// - Throws: ``TrainingError/Code/invalidData``.
  public mutating func append(
    _ sequence: [Float], probabilities: [Float], weight: Float = 1, group: Int? = nil, isSet: Bool = false,
    softTarget: SoftTarget? = nil
  ) throws(TrainingError) {
    let whole = [0..<sequence.count / featureCount]
    try append(
      windows: whole, of: sequence, probabilities: probabilities, weight: weight, group: group, isSet: isSet,
      softTarget: softTarget)
  }

  /// Adds windows of one recording, each a sequence of its own; they may overlap.
  ///
  /// - Parameters:
  ///   - windows: ranges of steps, none empty.
  ///   - recording: row-major [steps x featureCount], every value finite.
  ///   - probabilities: one a class, 0 or more, their sum 1; see ``probabilities(label:)``.
  ///   - weight: how much the loss of each window counts in training; more than 0.
  ///   - group: what the windows are part of.
  ///   - isSet: whether they are of some class with a probability above 0.
  ///   - softTarget: what a teacher says of the recording; each window takes the mean over its own steps, and a window
  ///     that is the whole recording all of it.
  /// - Throws: ``TrainingError/Code/invalidData``.
  public mutating func append(
    windows: [Range<Int>], of recording: [Float], probabilities: [Float], weight: Float = 1,
    group: Int? = nil,
    isSet: Bool = false, softTarget: SoftTarget? = nil
  ) throws(TrainingError) {
    let name = "sequence \(count)"
    guard recording.count % featureCount == 0 else {
      throw TrainingError(
        .invalidData, "\(name) has \(recording.count) values, which is not a multiple of \(featureCount)")
    }
    let steps = recording.count / featureCount
    guard windows.allSatisfy({ !$0.isEmpty && $0.lowerBound >= 0 && $0.upperBound <= steps }) else {
      throw TrainingError(.invalidData, "\(name) is empty or reaches past the recording's \(steps) steps")
    }
    guard recording.allSatisfy(\.isFinite), weight.isFinite, weight > 0 else {
      throw TrainingError(
        .invalidData, "\(name) holds a value that is not finite, or a weight that is not positive")
    }
    let sum = probabilities.reduce(0, +)
    guard probabilities.count == classCount, abs(sum - 1) < 1e-3, probabilities.allSatisfy({ $0 >= 0 }) else {
      throw TrainingError(.invalidData, "\(name) needs \(classCount) probabilities whose sum is 1")
    }
    guard softTarget.map({ $0.classCount == classCount }) ?? true else {
      throw TrainingError(.invalidData, "the soft target of \(name) has another number of classes")
    }
    for window in windows {
      let start = values.count + window.lowerBound * featureCount
      let soft =
        window == 0..<steps
        ? softTarget : softTarget?.restricted(to: Float(window.lowerBound)..<Float(window.upperBound))
      items.append(
        Item(
          start: start, stepCount: window.count, weight: weight, group: group, isSet: isSet,
          softTarget: soft))
      targets += probabilities
    }
    values += recording
  }

  /// Certainty of one class.
  ///
  /// - Throws: ``TrainingError/Code/invalidData`` when there is no such class.
  public func probabilities(label: Int) throws(TrainingError) -> [Float] {
    guard (0..<classCount).contains(label) else {
      throw TrainingError(.invalidData, "label \(label) is not one of the classes 0 to \(classCount - 1)")
    }
    return (0..<classCount).map { $0 == label ? 1 : 0 }
  }

  // MARK: Reading

  /// The number of sequences.
  public var count: Int { items.count }

  /// Whether there is no sequence.
  public var isEmpty: Bool { items.isEmpty }

  /// The steps of one sequence.
  public func stepCount(of index: Int) -> Int { items[index].stepCount }

  /// The weight of a sequence in the loss.
  public func weight(of index: Int) -> Float { items[index].weight }

  /// The group of a sequence, where known.
  public func group(of index: Int) -> Int? { items[index].group }

  /// Whether one sequence's target is a set of classes.
  public func isSet(_ index: Int) -> Bool { items[index].isSet }

  /// The soft target of a sequence, if it has one.
  public func softTarget(of index: Int) -> SoftTarget? { items[index].softTarget }

  /// The values of one sequence, row-major [steps x features].
  public func values(of index: Int) -> ArraySlice<Float> {
    let item = items[index]
    return values[item.start..<item.start + item.stepCount * featureCount]
  }

  /// The probability of each class for one sequence.
  public func probabilities(of index: Int) -> ArraySlice<Float> {
    targets[index * classCount..<(index + 1) * classCount]
  }

  /// The likeliest class of one sequence; the first of equals.
  public func label(of index: Int) -> Int { probabilities(of: index).indexOfLargest }

  /// The probabilities of all sequences, row-major [count x classes].
  var allProbabilities: [Float] { targets }

  /// Some of the sequences, padded with zeros to the longest of them.
  ///
  /// - Throws: `invalidBatch` when `indices` is empty.
  public func batch(_ indices: [Int]) throws(NetworkError) -> SequenceBatch {
    let lengths = indices.map { items[$0].stepCount }
    let longest = lengths.max() ?? 0
    var padded: [Float] = []
    padded.reserveCapacity(indices.count * longest * featureCount)
    for index in indices {
      let sequence = values(of: index)
      padded += sequence
      padded += repeatElement(0, count: longest * featureCount - sequence.count)
    }
    return try SequenceBatch(
      values: padded, lengths: lengths, stepCount: longest, featureCount: featureCount)
  }
}

extension ArraySlice<Float> {
  /// The position of the largest element, from 0; the first of equals.
  var indexOfLargest: Int {
    var best = startIndex
    for index in indices where self[index] > self[best] { best = index }
    return best - startIndex
  }
}
