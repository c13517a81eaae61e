extension LabelledSequences {
  /// A checksum of all sequences, weights and targets, soft ones included, in their order: other data have, but for a chance of 1 in 2^64, another
  /// one. The same on every machine.
  ///
  /// FNV-1a over 32-bit words (Fowler, Noll and Vo).
  var fingerprint: UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ values: some Sequence<Float>) {
      for value in values { hash = (hash ^ UInt64(value.bitPattern)) &* 0x100_0000_01B3 }
    }
    for index in 0..<count {
      add(values(of: index))
      add([weight(of: index)])
    }
    add(allProbabilities)
    for index in 0..<count {
      guard let soft = softTarget(of: index) else { continue }
      add([Float(index), soft.share, soft.windowLength])
      add(soft.probabilities)
    }
    return hash
  }
}
