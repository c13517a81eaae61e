/// Mel-frequency cepstral coefficients: the shape of the spectrum in a few numbers a frame (Davis and Mermelstein
/// 1980; librosa's `feature.mfcc`).
///
/// Mel power to decibels, the dynamic range below the loudest value, the cosine transform, liftering. A value to
/// make once and to use often, from any number of threads at once.
///
/// For a signal too long for memory: ``stream()``, then ``coefficients(ofMelPower:)`` over stretches of its rows,
/// where the loudest value is that of the stretch.
public struct MFCC: Sendable {
  /// All that the coefficients depend on.
  public let configuration: Configuration
  /// The mel spectrogram that comes before the cosine transform.
  public let melSpectrogram: MelSpectrogram

  private let transform: DiscreteCosineTransform

  /// Checks the configuration and makes all tables.
  public init(_ configuration: Configuration = Configuration()) throws(FeatureError) {
    melSpectrogram = try MelSpectrogram(configuration.melSpectrogram)
    // More coefficients than bands are refused by the transform; a file may ask for any number of them.
    let gainCount = min(max(configuration.coefficientCount, 0), configuration.mel.bandCount)
    let gains = try Liftering.gains(coefficientCount: gainCount, lifter: configuration.lifter)
    transform = try DiscreteCosineTransform(
      inputCount: configuration.mel.bandCount, outputCount: configuration.coefficientCount, gains: gains)
    self.configuration = configuration
  }

  /// The coefficients of a whole signal, [frames x coefficients].
  ///
  /// - Parameter samples: One channel at the configuration's sample rate, usually within -1 and 1.
  /// - Throws: ``FeatureError/Code-swift.struct/nonFiniteSamples`` when samples are NaN, infinite, or so large
  ///   (about 1e16) that their power overflows.
  public func coefficients(of samples: [Float]) throws(FeatureError) -> FeatureMatrix {
    transformed(try melSpectrogram.clippedDecibels(of: samples))
  }

  /// The coefficients of rows of mel power, [frames x bands] to [frames x coefficients]; the dynamic range is
  /// taken from the loudest value among them.
  ///
  /// - Throws: ``FeatureError/Code-swift.struct/shapeMismatch`` when the rows have another number of bands.
  public func coefficients(ofMelPower power: FeatureMatrix) throws(FeatureError) -> FeatureMatrix {
    try check(power)
    var values = power.values
    let loudest = configuration.decibels.convert(&values)
    configuration.decibels.clip(&values, loudest: loudest)
    return transformed(values)
  }

  /// The coefficients of rows of mel bands that are in decibels already, [frames x bands] to [frames x coefficients].
  ///
  /// - Throws: ``FeatureError/Code-swift.struct/shapeMismatch`` when the rows have another number of bands.
  public func coefficients(ofDecibels decibels: FeatureMatrix) throws(FeatureError) -> FeatureMatrix {
    try check(decibels)
    return transformed(decibels.values)
  }

  /// A stream of the mel power that ``coefficients(ofMelPower:)`` takes.
  public func stream() -> MelFrameStream { melSpectrogram.stream() }

  private func check(_ rows: FeatureMatrix) throws(FeatureError) {
    guard rows.coefficientCount == transform.inputCount else {
      throw FeatureError(
        .shapeMismatch,
        "the rows have \(rows.coefficientCount) mel bands; \(transform.inputCount) are configured")
    }
  }

  private func transformed(_ decibels: [Float]) -> FeatureMatrix {
    let frames = decibels.count / transform.inputCount
    let values = decibels.withUnsafeBufferPointer { transform.apply(to: $0, frameCount: frames) }
    return FeatureMatrix(frameCount: frames, coefficientCount: transform.outputCount, values: values)
  }
}
