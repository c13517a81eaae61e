internal import GenreBase

extension LabelledSequences {
  /// A hash of all sequences, weights and targets, soft ones included, in their order. The same on every machine.
  var fingerprint: UInt64 {
    var hash = Fingerprint()
    for index in 0..<count {
      hash.add(values(of: index))
      hash.add([weight(of: index)])
    }
    hash.add(allProbabilities[...])
    for index in 0..<count {
      guard let soft = softTarget(of: index) else { continue }
      hash.add([Float(index), soft.share, soft.windowLength])
      hash.add(soft.probabilities[...])
    }
    return hash.value
  }
}
