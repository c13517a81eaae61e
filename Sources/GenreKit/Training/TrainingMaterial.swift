import GRUNet

/// A split data set as the network is trained on it: standardised windows, with the clip that each is from.
struct TrainingMaterial {
  let standardization: Standardization
  let training: LabelledSequences
  /// Nil where the validation side is empty.
  let validation: LabelledSequences?

  init(_ dataset: GenreDataset, split: DatasetSplit, grid: SegmentGrid) throws(GenreError) {
    let width = dataset.features.coefficientCount
    let standardization = Standardization.learnt(
      from: split.training.lazy.map { dataset.items[$0].features.values }, coefficientCount: width)
    self.standardization = standardization
    func side(_ indices: [Int]) throws(GenreError) -> LabelledSequences {
      var sequences = LabelledSequences(featureCount: width, classCount: dataset.labels.count)
      for index in indices {
        let item = dataset.items[index]
        for var window in dataset.windows(of: item, grid: grid) {
          standardization.apply(to: &window)
          try GenreError.translating { () throws(TrainingError) in
            try sequences.append(window, label: dataset.labelIndex(of: item), group: index)
          }
        }
      }
      return sequences
    }
    training = try side(split.training)
    validation = split.validation.isEmpty ? nil : try side(split.validation)
  }

  /// For each genre the mean number of windows a genre over its own, so that the genres weigh the same in all.
  var balancedWeights: [Float] {
    var counts = Array(repeating: 0, count: training.classCount)
    for index in 0..<training.count { counts[training.label(of: index)] += 1 }
    return counts.map { Float(training.count) / Float(training.classCount * max(1, $0)) }
  }
}
