extension SequenceClassifier {
  /// Moves the running statistics of the batch norms towards those of a batch: with PyTorch's momentum m,
  /// `running <- (1 - m) * running + m * batch`.
  ///
  /// Call it after each step of training, with what `accumulateGradient` returned; ``Trainer`` does.
  ///
  /// - Precondition: the statistics are a network's of this architecture.
  public mutating func updateRunningStatistics(_ statistics: BatchStatistics) {
    precondition(statistics.layers.count == architecture.convolutions.count, "one per convolution layer")
    for (index, channels) in statistics.layers.enumerated() {
      let momentum = architecture.convolutions[index].normMomentum
      move("bn.\(index).running_mean", towards: channels.means, momentum)
      move("bn.\(index).running_var", towards: channels.variances, momentum)
    }
  }

  private mutating func move(_ name: String, towards values: [Float], _ momentum: Float) {
    guard let entry = parameters.layout[name], entry.count == values.count else {
      preconditionFailure("the statistics of another architecture: \(name) has other channels")
    }
    for (index, value) in zip(entry.range, values) {
      parameters.values[index] += momentum * (value - parameters.values[index])
    }
  }
}
