extension SequenceClassifier {
  /// The logits of every sequence of a batch, without dropout.
  ///
  /// A sequence's logits depend on its own steps alone: neither padding, nor the other sequences, nor the
  /// number of threads changes a bit of them. NaN or infinite features give undefined logits, of that sequence
  /// only.
  ///
  /// - Parameter workspace: memory to use again; a new one each time costs a little more
  /// - Returns: [batch x classes]
  /// - Throws: `invalidBatch` when the features are not as many as the network reads.
  public func logits(
    for batch: SequenceBatch, workspace: Workspace = Workspace()
  ) throws(NetworkError) -> Tensor {
    try validate(batch)
    let packed = workspace.packedWeights(of: network, architecture)
    parameters.values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      network.pack(base, into: packed, backward: false)
    }
    return network.logits(for: batch, packed: packed, classCount: architecture.classCount, workspace)
  }

  /// The network with its weights in the order that the kernels read, for many calls of `logits`.
  public func prepared() -> PreparedClassifier {
    PreparedClassifier(self)
  }
}

extension Network {
  /// The logits of a batch that fits, [batch x classes].
  func logits(
    for batch: SequenceBatch, packed: FloatBuffer, classCount: Int, _ workspace: Workspace
  ) -> Tensor {
    let logits = [Float](unsafeUninitializedCapacity: batch.batchCount * classCount) { buffer, count in
      nonisolated(unsafe) let output = buffer
      workspace.forEachShard(of: batch, isTraining: false) { _, pass in
        pass.begin(weights: packed)
        let result = forward(pass.gather(batch), pass)
        for (row, sequence) in pass.rows.sequences.enumerated() {
          for column in 0..<classCount {
            output[sequence * classCount + column] = result.row(row)[column]
          }
        }
      }
      count = buffer.count
    }
    return Tensor(shape: [batch.batchCount, classCount], values: logits)
  }
}

extension ShardPass {
  /// The features of the shard's sequences, packed step by step, padding left out.
  func gather(_ batch: SequenceBatch) -> Matrix {
    let input = arena.matrix(rows: rows.total, width: batch.featureCount)
    batch.values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      for (time, count) in rows.counts.enumerated() {
        for row in 0..<count {
          let step = rows.sequences[row] * batch.stepCount + time
          input.row(rows.offsets[time] + row)
            .update(from: base + step * batch.featureCount, count: batch.featureCount)
        }
      }
    }
    return input
  }
}
