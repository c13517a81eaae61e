/// The power of interleaved channels beside that of their mean.
struct MixedPower {
  private let channelCount: Int
  private var channels = 0.0
  private var mean = 0.0
  private var sampleCount = 0

  init(channelCount: Int) { self.channelCount = channelCount }

  /// The mean square of a sample, about -90 dB below full scale, under which it does not matter what cancels.
  private static let quietest = 1e-9
  /// The power of the mean beside what it would be if the channels had nothing to do with one another: for two of them
  /// 30 dB below the channels'.
  private static let cancelledShare = 2e-3

  /// Adds a block: its interleaved samples, and the mean of each frame.
  mutating func add(_ block: UnsafeBufferPointer<Float>, mixed: UnsafeBufferPointer<Float>) {
    channels += Self.sumOfSquares(block)
    mean += Self.sumOfSquares(mixed)
    sampleCount += block.count
  }

  /// Whether there is a sound.
  var isAudible: Bool { channels > Self.quietest * Double(sampleCount) }

  /// Whether there is a sound and the mean has hardly any of it.
  var isCancelled: Bool {
    let unrelated = channels / Double(channelCount * channelCount)
    return isAudible && mean < Self.cancelledShare * unrelated
  }

  /// Eight at a time, for this is done with all sound.
  private static func sumOfSquares(_ samples: UnsafeBufferPointer<Float>) -> Double {
    let bytes = UnsafeRawBufferPointer(samples)
    var sums = SIMD8<Float>()
    let wholeCount = samples.count / 8 * 8
    for index in stride(from: 0, to: wholeCount, by: 8) {
      let lanes = bytes.loadUnaligned(fromByteOffset: index * 4, as: SIMD8<Float>.self)
      sums += lanes * lanes
    }
    return samples[wholeCount...].reduce(Double(sums.sum())) { $0 + Double($1) * Double($1) }
  }
}
