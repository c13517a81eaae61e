extension MPEGReader {
  /// How much sound tells whether channels cancel, and how far it is looked for, in seconds.
  private static let (probedDuration, searchedDuration) = (0.5, 30.0)

  /// Whether the channels of a fresh reader, which does not mix down, cancel each other in the first half second of sound.
  /// It is of no more use afterwards.
  func channelsCancel() -> Bool {
    var power = MixedPower(channelCount: 2)
    var mixed: [Float] = []
    var (heard, searched) = (0.0, 0.0)
    while heard < Self.probedDuration, searched < Self.searchedDuration, let block = try? nextBlock() {
      let samples = UnsafeBufferPointer(block)
      mixed = [Float](repeating: 0, count: samples.count / 2)
      mixed.withUnsafeMutableBufferPointer { mixed in
        MixDown.mean(of: samples, channelCount: 2, into: mixed)
        var own = MixedPower(channelCount: 2)
        own.add(samples, mixed: UnsafeBufferPointer(mixed))
        power.add(samples, mixed: UnsafeBufferPointer(mixed))
        let seconds = Double(mixed.count) / format.sampleRate
        searched += seconds
        if own.isAudible { heard += seconds }
      }
    }
    return power.isCancelled
  }
}
