import GRUNet
import Testing

/// What must not change a result: padding, company, threads, memory used before; and what must: the seed.
@Suite("Invariances")
struct InvarianceTests {
  private static let lengths = [9, 4, 9, 1, 6, 6, 2, 9, 3, 7, 5, 8, 9, 9, 1, 2, 9, 4, 6]

  static let architectures: [Architecture] =
    RecurrentCellKind.allCases.map { cell in
      Architecture(
        inputSize: 5,
        layers: [
          RecurrentLayer(cell: cell, hiddenSize: 19, isBidirectional: true, hasLayerNorm: true, dropout: 0.3),
          RecurrentLayer(cell: cell, hiddenSize: 11, hasLayerNorm: true),
        ], pooling: .attentionAndMean, dropout: 0.2, classCount: 4)
    } + [
      Architecture(
        inputSize: 5,
        convolutions: [
          ConvolutionLayer(channelCount: 19),
          ConvolutionLayer(channelCount: 6, timePooling: 3, bandPooling: 1),
        ], inputPooling: 2,
        layers: [RecurrentLayer(cell: .gru, hiddenSize: 11, isBidirectional: true, dropout: 0.3)],
        pooling: .attentionAndMean, dropout: 0.2, classCount: 4)
    ]

  private static func batch() throws -> SequenceBatch {
    try .random(lengths: lengths, featureCount: 5, seed: 4)
  }

  private static let targets = ClassTargets.classes(lengths.map { $0 % 4 })

  private static func gradient(
    _ classifier: SequenceClassifier, dropoutSeed: UInt64?, _ workspace: Workspace
  ) throws -> (gradient: [Float], loss: BatchLoss) {
    var gradient = [Float](repeating: 0, count: classifier.parameters.layout.count)
    let loss = try classifier.accumulateGradient(
      of: batch(), targets: targets, labelSmoothing: 0.1, dropoutSeed: dropoutSeed, into: &gradient,
      workspace: workspace)
    return (gradient, loss)
  }

  @Test("neither padding nor company changes a bit of a sequence's logits", arguments: architectures)
  func paddingAndCompany(architecture: Architecture) throws {
    let classifier = try SequenceClassifier.random(architecture, seed: 1)
    let batch = try Self.batch()
    let together = try classifier.logits(for: batch)
    let isFinite = together.values.allSatisfy { $0.isFinite }
    #expect(isFinite, "the padding is NaN, and must not be read")
    for row in 0..<batch.batchCount {
      let start = row * batch.stepCount * 5
      let alone = try SequenceBatch(
        sequences: [Array(batch.values[start..<(start + batch.lengths[row] * 5)])], featureCount: 5)
      let logits = try classifier.logits(for: alone)
      #expect(logits.values == Array(together.values[(row * 4)..<(row * 4 + 4)]), "sequence \(row)")
    }
  }

  @Test("a NaN in one sequence leaves the others as they were", arguments: architectures)
  func containment(architecture: Architecture) throws {
    let classifier = try SequenceClassifier.random(architecture, seed: 1)
    let batch = try Self.batch()
    var values = batch.values
    values[2 * batch.stepCount * 5] = .nan
    let damaged = try SequenceBatch(
      values: values, lengths: batch.lengths, stepCount: batch.stepCount, featureCount: 5)
    let expected = try classifier.logits(for: batch).values
    let logits = try classifier.logits(for: damaged).values
    for index in logits.indices where index / 4 != 2 { #expect(logits[index] == expected[index]) }
    let isDamaged = logits[8..<12].allSatisfy { $0.isNaN }
    #expect(isDamaged)
  }

  @Test("any number of threads gives the same bits", arguments: architectures, [nil, 77] as [UInt64?])
  func threads(architecture: Architecture, dropoutSeed: UInt64?) throws {
    let classifier = try SequenceClassifier.random(architecture, seed: 2)
    let one = try Self.gradient(classifier, dropoutSeed: dropoutSeed, Workspace())
    let logits = try classifier.logits(for: Self.batch())
    for threadCount in [2, 3, 8] {
      let workspace = Workspace(threadCount: threadCount)
      let several = try Self.gradient(classifier, dropoutSeed: dropoutSeed, workspace)
      #expect(several.gradient == one.gradient)
      #expect(several.loss == one.loss)
      #expect(try classifier.logits(for: Self.batch(), workspace: workspace) == logits)
    }
  }

  @Test("a workspace used for other networks and batches gives the same bits")
  func workspaceReuse() throws {
    let workspace = Workspace(threadCount: 2)
    let classifiers = try Self.architectures.map { try SequenceClassifier.random($0, seed: 3) }
    let fresh = try classifiers.map { try Self.gradient($0, dropoutSeed: 5, Workspace()) }
    for _ in 0..<2 {
      for (classifier, expected) in zip(classifiers, fresh) {
        let small = try Self.batch().selecting([3, 1])
        _ = try classifier.logits(for: small, workspace: workspace)
        let again = try Self.gradient(classifier, dropoutSeed: 5, workspace)
        #expect(again.gradient == expected.gradient)
        #expect(again.loss == expected.loss)
      }
    }
  }

  @Test("a workspace used for another cell of the same sizes gives the same bits")
  func workspaceReuseByCells() throws {
    let classifiers = try [RecurrentCellKind.gru, .gruResetBefore].map { cell in
      try SequenceClassifier.random(
        Architecture(
          inputSize: 5, layers: [RecurrentLayer(cell: cell, hiddenSize: 40, hasLayerNorm: true)],
          classCount: 4), seed: 3)
    }
    let workspace = Workspace()
    for classifier in classifiers + classifiers {
      let fresh = try Self.gradient(classifier, dropoutSeed: 5, Workspace())
      let again = try Self.gradient(classifier, dropoutSeed: 5, workspace)
      #expect(again.gradient == fresh.gradient && again.loss == fresh.loss)
      #expect(
        try classifier.logits(for: Self.batch(), workspace: workspace)
          == classifier.logits(for: Self.batch()))
    }
  }

  @Test("memory full of NaN from a pass before changes nothing", arguments: architectures)
  func damagedMemory(architecture: Architecture) throws {
    let workspace = Workspace()
    let classifier = try SequenceClassifier.random(architecture, seed: 3)
    let fresh = try Self.gradient(classifier, dropoutSeed: 5, Workspace())
    let logits = try classifier.logits(for: Self.batch())
    let batch = try Self.batch()
    let damaged = try SequenceBatch(
      values: Array(repeating: .nan, count: batch.values.count), lengths: batch.lengths,
      stepCount: batch.stepCount, featureCount: batch.featureCount)
    for _ in 0..<2 {
      var gradient = [Float](repeating: 0, count: fresh.gradient.count)
      _ = try classifier.accumulateGradient(
        of: damaged, targets: Self.targets, into: &gradient, workspace: workspace)
      #expect(gradient.contains { $0.isNaN })
      #expect(try classifier.logits(for: batch, workspace: workspace) == logits)
      #expect(try Self.gradient(classifier, dropoutSeed: 5, workspace).gradient == fresh.gradient)
    }
  }

  @Test("prepared weights give the same bits", arguments: architectures)
  func prepared(architecture: Architecture) throws {
    let classifier = try SequenceClassifier.random(architecture, seed: 6)
    let batch = try Self.batch()
    #expect(try classifier.prepared().logits(for: batch) == classifier.logits(for: batch))
  }

  @Test("equal seeds choose alike, others do not")
  func seeds() throws {
    let architecture = Self.architectures[0]
    let one = try SequenceClassifier(architecture: architecture, seed: 1)
    #expect(try SequenceClassifier(architecture: architecture, seed: 1).parameters == one.parameters)
    #expect(try SequenceClassifier(architecture: architecture, seed: 2).parameters != one.parameters)
    let first = try Self.gradient(one, dropoutSeed: 1, Workspace())
    let again = try Self.gradient(one, dropoutSeed: 1, Workspace())
    let other = try Self.gradient(one, dropoutSeed: 2, Workspace())
    #expect(again.gradient == first.gradient)
    #expect(other.gradient != first.gradient)
  }

  @Test("gradients are added to what is there")
  func accumulation() throws {
    let classifier = try SequenceClassifier.random(Self.architectures[0], seed: 1)
    let once = try Self.gradient(classifier, dropoutSeed: nil, Workspace()).gradient
    var sum = once
    _ = try classifier.accumulateGradient(
      of: Self.batch(), targets: Self.targets, labelSmoothing: 0.1, into: &sum)
    #expect(zip(sum, once).allSatisfy { abs($0 - 2 * $1) <= 1e-6 * abs($1) })
  }

  @Test("a weight of zero leaves a sequence out")
  func sampleWeights() throws {
    let classifier = try SequenceClassifier.random(Self.architectures[0], seed: 1)
    let rows = [0, 1, 4, 7]
    var some = [Float](repeating: 0, count: classifier.parameters.layout.count)
    var all = some
    let classes = Self.lengths.map { $0 % 4 }
    let few = try classifier.accumulateGradient(
      of: Self.batch().selecting(rows), targets: .classes(rows.map { classes[$0] }), into: &some)
    let weighted = try classifier.accumulateGradient(
      of: Self.batch(), targets: .classes(classes),
      sampleWeights: Self.lengths.indices.map { rows.contains($0) ? 3 : 0 }, into: &all)
    #expect(abs(few.meanLoss - weighted.meanLoss) < 1e-6)
    #expect(zip(some, all).allSatisfy { abs($0 - $1) < 1e-6 })
  }
}
