internal import CGenreKernels

extension SequenceClassifier {
  /// The loss of a batch, without dropout and without gradients: for validation.
  ///
  /// - Parameters:
  ///   - soft: what a teacher says of the sequences, beside their targets; nil without a teacher
  ///   - sampleWeights: one weight a sequence, 0 or more; 1 each where nil
  ///   - labelSmoothing: the share, 0 to 1, by which targets move to the uniform distribution
  /// - Throws: `invalidBatch` or `invalidTargets` when the parts do not fit each other and the network.
  public func loss(
    of batch: SequenceBatch, targets: ClassTargets, soft: SoftTargets? = nil, sampleWeights: [Float]? = nil,
    labelSmoothing: Float = 0, workspace: Workspace = Workspace()
  ) throws(NetworkError) -> BatchLoss {
    let logits = try logits(for: batch, workspace: workspace)
    let entropy = try CrossEntropy(
      targets, soft: soft, sampleWeights: sampleWeights, labelSmoothing: labelSmoothing,
      batchCount: batch.batchCount, classCount: architecture.classCount)
    var values = logits.values
    let sum = values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return Float(0) }
      return (0..<batch.batchCount).reduce(Float(0)) {
        $0
          + entropy.loss(
            ofSequence: $1, logits: base + $1 * architecture.classCount, replacing: false)
      }
    }
    return BatchLoss(meanLoss: sum, logits: logits)
  }

  /// Adds to `gradient` that of the batch's mean loss by every parameter: one forward and one backward pass.
  ///
  /// The gradient of running statistics is 0: batch norms go by the batch here, and what they saw is in the result.
  ///
  /// - Parameters:
  ///   - soft: what a teacher says of the sequences, beside their targets; nil without a teacher
  ///   - sampleWeights: one weight a sequence, 0 or more; 1 each where nil
  ///   - labelSmoothing: the share, 0 to 1, by which targets move to the uniform distribution
  ///   - dropoutSeed: chooses what drops out, the same on any number of threads; nil for no dropout
  ///   - gradient: in the order of the parameters' layout, as long as its count; added to
  /// - Returns: the mean loss and the logits, with dropout where it is on.
  /// - Throws: `invalidBatch` or `invalidTargets` when the parts do not fit each other and the network.
  public func accumulateGradient(
    of batch: SequenceBatch, targets: ClassTargets, soft: SoftTargets? = nil, sampleWeights: [Float]? = nil,
    labelSmoothing: Float = 0, dropoutSeed: UInt64? = nil, into gradient: inout [Float],
    workspace: Workspace = Workspace()
  ) throws(NetworkError) -> BatchLoss {
    precondition(gradient.count == parameters.layout.count, "a gradient is as long as the parameters")
    try validate(batch)
    let entropy = try CrossEntropy(
      targets, soft: soft, sampleWeights: sampleWeights, labelSmoothing: labelSmoothing,
      batchCount: batch.batchCount, classCount: architecture.classCount)
    let packed = workspace.packedWeights(of: network, architecture)
    parameters.values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      network.pack(base, into: packed, backward: true)
    }
    return gradient.withUnsafeMutableBufferPointer { flat in
      network.accumulateGradient(
        of: batch, entropy, dropoutSeed: dropoutSeed, packed: packed, into: flat, workspace)
    }
  }
}

extension Network {
  fileprivate func accumulateGradient(
    of batch: SequenceBatch, _ entropy: CrossEntropy, dropoutSeed: UInt64?, packed: FloatBuffer,
    into flat: UnsafeMutableBufferPointer<Float>, _ workspace: Workspace
  ) -> BatchLoss {
    let classCount = entropy.classCount
    let shardCount = Workspace.shardCount(batchCount: batch.batchCount, isTraining: true)
    let shardGradients = workspace.gradients(shardCount: shardCount, of: self)
    var losses = [Float](repeating: 0, count: batch.batchCount)
    var logits = Tensor(shape: [batch.batchCount, classCount])
    losses.withUnsafeMutableBufferPointer { losses in
      logits.values.withUnsafeMutableBufferPointer { logits in
        nonisolated(unsafe) let (losses, logits) = (losses, logits)
        workspace.forEachShard(of: batch, isTraining: true) { shard, pass in
          let gradients = shardGradients[shard]
          gradients.clear()
          pass.begin(weights: packed, isTraining: true, dropoutSeed: dropoutSeed)
          let output = forward(pass.gather(batch), pass)
          for (row, sequence) in pass.rows.sequences.enumerated() {
            for column in 0..<classCount {
              logits[sequence * classCount + column] = output.row(row)[column]
            }
            losses[sequence] = entropy.loss(
              ofSequence: sequence, logits: output.row(row), replacing: true)
          }
          backward(output, pass, to: gradients.base)
        }
      }
    }
    let shards = Array(shardGradients.prefix(shardCount))
    let statistics =
      batchNorms.isEmpty ? nil : BatchStatistics(layers: batchNorms.map { $0.batchStatistics(shards) })
    addGradients(shards, to: flat)
    return BatchLoss(meanLoss: losses.reduce(0, +), logits: logits, batchStatistics: statistics)
  }

  /// Sums the shards' gradients, always in the same order, and adds them to the flat gradient.
  private func addGradients(_ shards: [FloatBuffer], to flat: UnsafeMutableBufferPointer<Float>) {
    guard let sum = shards.first, let base = flat.baseAddress else { return }
    for other in shards.dropFirst() {
      genre_net_add_scaled(Int64(sum.count), 1, other.base, sum.base)
    }
    unpackGradient(sum.base, into: base)
  }
}
