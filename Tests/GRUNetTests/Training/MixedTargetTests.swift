import GRUNet
import Testing

/// Targets mixed as in mixup: the loss must be the mean of the losses against both.
@Suite("Mixed targets")
struct MixedTargetTests {
  /// What a batch becomes in which each sequence takes a part of the target of the next.
  private func mixed(_ data: LabelledSequences, part: Float) throws -> (
    before: TrainingBatch, after: TrainingBatch
  ) {
    var configuration = Trainer.Configuration()
    configuration.epochs = 1
    configuration.batchSize = data.count
    var seen: (before: TrainingBatch, after: TrainingBatch)?
    let architecture = Architecture(
      inputSize: 1, layers: [RecurrentLayer(cell: .gru, hiddenSize: 2)], classCount: data.classCount)
    let network = try SequenceClassifier.random(architecture, seed: 1)
    _ = try Trainer(configuration: configuration).train(
      network, on: data,
      augment: { batch, _ in
        let original = batch
        for row in batch.lengths.indices {
          _ = batch.mixTarget(
            ofRow: row, with: (row + 1) % batch.lengths.count, of: original, part: part)
        }
        seen = (original, batch)
      })
    return try #require(seen)
  }

  /// The weight of each class in the loss, by the label and by the teacher.
  private func weights(_ batch: TrainingBatch, row: Int, classCount: Int) -> [Float] {
    let share = batch.softTargets[row]?.share ?? 0
    let soft = batch.softTargets[row]?.mean ?? Array(repeating: 0, count: classCount)
    return (0..<classCount).map {
      (1 - share) * batch.probabilities[row * classCount + $0] + share * soft[$0]
    }
  }

  @Test("Label and teacher each keep their weight, whatever share the two sequences give the teacher")
  func shares() throws {
    var data = LabelledSequences(featureCount: 1, classCount: 3)
    let soft = [0.25, 0.25, 0.5] as [Float]
    try data.append([0], label: 0)
    try data.append(
      [0], probabilities: [0, 1, 0],
      softTarget: SoftTarget(probabilities: soft, classCount: 3, share: 0.5))
    try data.append(
      [0], probabilities: [0, 0, 1], softTarget: SoftTarget(probabilities: soft, classCount: 3, share: 1))
    for part in [0, 0.25, 0.5] as [Float] {
      let (before, after) = try mixed(data, part: part)
      for row in 0..<3 {
        let own = weights(before, row: row, classCount: 3)
        let other = weights(before, row: (row + 1) % 3, classCount: 3)
        let result = weights(after, row: row, classCount: 3)
        for label in 0..<3 {
          #expect(abs(result[label] - (1 - part) * own[label] - part * other[label]) < 1e-6)
        }
        // Label smoothing changes the label's part alone, so that part must be right by itself.
        let share = { (batch: TrainingBatch, row: Int) in batch.softTargets[row]?.share ?? 0 }
        let expected = (1 - part) * share(before, row) + part * share(before, (row + 1) % 3)
        #expect(abs(share(after, row) - expected) < 1e-6)
      }
    }
  }

  @Test("A target that is a set is left as it is, and is mixed into no other")
  func sets() throws {
    var data = LabelledSequences(featureCount: 1, classCount: 3)
    try data.append([0], probabilities: [0.5, 0.5, 0], isSet: true)
    try data.append([0], label: 2)
    let (before, after) = try mixed(data, part: 0.3)
    #expect(after.probabilities == before.probabilities)
    #expect(after.isSet == before.isSet)
  }
}
