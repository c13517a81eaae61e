/// Brings parts of any sample rate to one, one behind another.
///
/// Each part has a resampler of its own, which is emptied before the next part begins: nothing is lost between them,
/// and each gives as many samples as it would alone.
final class RateConverter {
  /// The rate of the part that is converted now, in Hz.
  private(set) var inputRate: Double
  private let outputRate: Double
  private var resampler: Resampler?

  /// - Throws: ``AudioError/Code/invalidArgument`` when a rate is not above 0 Hz or their ratio is absurd.
  init(from inputRate: Double, to outputRate: Double) throws(AudioError) {
    self.inputRate = inputRate
    self.outputRate = outputRate
    try begin(rate: inputRate)
  }

  /// Begins a part; the one before it has been finished.
  func begin(rate: Double) throws(AudioError) {
    inputRate = rate
    resampler = rate == outputRate ? nil : try Resampler(from: rate, to: outputRate)
  }

  /// Takes samples off a block and gives output, as far as both have room.
  ///
  /// - Returns: how many samples were given; 0 may just mean that more input is needed.
  func process(_ block: MonoBlock, into output: UnsafeMutableBufferPointer<Float>) throws(AudioError) -> Int {
    guard let resampler else { return block.move(into: output) }
    let (taken, given) = try resampler.process(block.samples, into: output)
    block.drop(taken)
    return given
  }

  /// After a part's last input: gives what is still inside.
  ///
  /// - Returns: how many samples were given; 0 when the part is done.
  func finish(into output: UnsafeMutableBufferPointer<Float>) throws(AudioError) -> Int {
    try resampler?.finish(into: output) ?? 0
  }
}
