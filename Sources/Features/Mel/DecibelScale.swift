internal import GenreBase
internal import CGenreKernels

/// Power in decibels, 10 log10(power / reference) (librosa's `power_to_db`).
///
/// Power below `minimumPower` counts as that, so digital zero is finite: -100 dB by default. If there is a
/// dynamic range, whatever is further below the loudest value is raised to that distance.
///
/// Values are true to 1e-5 dB. A NaN counts as `minimumPower`, infinity as 2^128.
public struct DecibelScale: Sendable, Hashable {
  /// The power that is 0 dB (librosa's `ref`): positive.
  public var reference: Double
  /// The least power that is told apart (librosa's `amin`): positive, and normal as a 32-bit float.
  public var minimumPower: Double
  /// The greatest distance from the loudest value, in dB (librosa's `top_db`); nil leaves all values as they are.
  public var dynamicRange: Double?

  /// Makes a scale; the defaults are librosa's.
  public init(reference: Double = 1, minimumPower: Double = 1e-10, dynamicRange: Double? = 80) {
    self.reference = reference
    self.minimumPower = minimumPower
    self.dynamicRange = dynamicRange
  }

  /// Checks that all values make sense.
  public func validate() throws(FeatureError) {
    guard reference.isFinite, reference > 0 else {
      throw .configuration("the reference power is \(reference); it must be a positive number, such as 1")
    }
    guard Float(minimumPower).isNormal, minimumPower > 0 else {
      throw .configuration(
        "the minimum power is \(minimumPower); it must be a positive number from 1.2e-38 to 3.4e38, such as 1e-10"
      )
    }
    if let dynamicRange, !(dynamicRange >= 0 && dynamicRange.isFinite) {
      throw .configuration("the dynamic range is \(dynamicRange) dB; it must be 0 or more, such as 80")
    }
  }

  /// A whole spectrogram: decibels, then the dynamic range below its loudest value.
  public func decibels(of power: FeatureMatrix) -> FeatureMatrix {
    var values = power.values
    let loudest = convert(&values)
    clip(&values, loudest: loudest)
    return FeatureMatrix(
      frameCount: power.frameCount, coefficientCount: power.coefficientCount, values: values)
  }

  /// Replaces power by decibels, without the dynamic range.
  ///
  /// - Returns: The loudest value, in dB; -infinity if there is no value.
  @discardableResult
  public func convert(_ values: inout [Float]) -> Float {
    values.withUnsafeMutableBufferPointer { convert($0) }
  }

  /// Raises every value that is more than the dynamic range below the loudest to that level, if there is a range.
  public func clip(_ decibels: inout [Float], loudest: Float) {
    decibels.withUnsafeMutableBufferPointer { clip($0, loudest: loudest) }
  }

  func convert(_ values: UnsafeMutableBufferPointer<Float>) -> Float {
    guard let base = values.baseAddress else { return -.infinity }
    let minimum = Float(minimumPower)
    let offset = Float(-10 * log10(max(minimumPower, reference)))
    return genre_dsp_decibels(base, base, values.count, minimum, offset)
  }

  func clip(_ decibels: UnsafeMutableBufferPointer<Float>, loudest: Float) {
    guard let dynamicRange, let base = decibels.baseAddress else { return }
    genre_dsp_clip(base, decibels.count, loudest - Float(dynamicRange))
  }
}

extension DecibelScale: Codable {
  private enum CodingKeys: String, CodingKey {
    case reference, minimumPower, dynamicRange
  }

  /// Decodes a scale, with the default for every key that is absent; a dynamic range of null means none.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    reference = try container.decodeIfPresent(Double.self, forKey: .reference) ?? reference
    minimumPower = try container.decodeIfPresent(Double.self, forKey: .minimumPower) ?? minimumPower
    if container.contains(.dynamicRange) {
      dynamicRange = try container.decodeIfPresent(Double.self, forKey: .dynamicRange)
    }
  }

  /// Encodes all keys, an absent dynamic range as null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(reference, forKey: .reference)
    try container.encode(minimumPower, forKey: .minimumPower)
    try container.encode(dynamicRange, forKey: .dynamicRange)
  }
}
