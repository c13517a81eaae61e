/// Mel power of a signal that arrives in blocks, in memory that doesn't grow with its length.
///
/// The frames are those of ``MelSpectrogram/power(of:)`` over the whole signal, bit for bit, however it is cut into
/// blocks. A stream is a value: a copy goes on by itself. Call ``finish()`` once, at the end of the signal.
public struct MelFrameStream: Sendable {
  /// The number of frames returned up to now.
  public private(set) var frameCount = 0

  private let engine: MelEngine
  private var framer: SampleFramer

  init(_ engine: MelEngine) {
    self.engine = engine
    framer = SampleFramer(engine.spectral.configuration)
  }

  /// Takes the next samples and gives the frames that they complete, [frames x bands]; often none.
  ///
  /// - Throws: ``FeatureError/Code-swift.struct/nonFiniteSamples``, after which the stream is of no more use.
  public mutating func push(_ samples: [Float]) throws(FeatureError) -> FeatureMatrix {
    try samples.withUnsafeBufferPointer { (block) throws(FeatureError) in try push(block) }
  }

  /// Takes the next samples from memory that need only last for the call; else as ``push(_:)-([Float])``.
  public mutating func push(_ samples: UnsafeBufferPointer<Float>) throws(FeatureError) -> FeatureMatrix {
    try rows(framer.frameCount(pushing: samples.count), .block(samples))
  }

  /// Gives the frames that reach beyond the end of the signal, [frames x bands], when frames are centred.
  public mutating func finish() throws(FeatureError) -> FeatureMatrix {
    try rows(framer.frameCountAtFinish, .end)
  }

  private mutating func rows(
    _ count: Int, _ input: SampleFramer.Input
  ) throws(FeatureError) -> FeatureMatrix {
    let bands = engine.bank.configuration.bandCount
    var broken: Int?
    let values = [Float](filling: count * bands) { buffer in
      broken = engine.fill(buffer, &framer, input) { _ in }
    }
    if let broken { throw engine.nonFiniteError(frame: frameCount + broken) }
    frameCount += count
    return FeatureMatrix(frameCount: count, coefficientCount: bands, values: values)
  }
}
