internal import CGenreKernels

/// Triangular filters, evenly spaced on a mel scale, that sum power over ever wider ranges of frequency
/// (librosa's `filters.mel`).
///
/// Band b rises from mel point b to point b + 1 and falls to point b + 2, where the bandCount + 2 points divide
/// the range evenly in mel. So a bin lies under two filters at most, and applying the bank costs two products
/// a bin instead of one for each band.
public struct MelFilterBank: Sendable {
  /// The configuration of the filters.
  public let configuration: Configuration
  /// The bands that no bin falls under: their power is always 0. There are such bands when they are more than
  /// the FFT can tell apart, of which librosa warns ("Empty filters detected in mel frequency basis"); then use fewer
  /// bands or a longer FFT.
  public let emptyBands: [Int]

  // As genre_dsp_mel_bank describes them.
  private let segmentStarts: [UInt32]
  private let falling: [Float]
  private let rising: [Float]

  /// Checks the configuration and computes the filters, in double precision.
  public init(_ configuration: Configuration = Configuration()) throws(FeatureError) {
    try configuration.validate()
    let points = Self.points(configuration)
    let binCount = configuration.fftLength / 2 + 1
    let binWidth = configuration.sampleRate / Double(configuration.fftLength)
    let starts = points.map { min(Int(($0 / binWidth).rounded(.up)), binCount) }
    var falling = [Float](repeating: 0, count: binCount)
    var rising = falling
    var isEmpty = [Bool](repeating: true, count: configuration.bandCount)
    for segment in 0...configuration.bandCount {
      let (low, high) = (points[segment], points[segment + 1])
      for bin in starts[segment]..<max(starts[segment], starts[segment + 1]) {
        let share = (Double(bin) * binWidth - low) / (high - low)
        if segment < configuration.bandCount {
          rising[bin] = Float(share * Self.height(points, segment, configuration))
          if rising[bin] > 0 { isEmpty[segment] = false }
        }
        if segment > 0 {
          falling[bin] = Float((1 - share) * Self.height(points, segment - 1, configuration))
          if falling[bin] > 0 { isEmpty[segment - 1] = false }
        }
      }
    }
    self.configuration = configuration
    self.falling = falling
    self.rising = rising
    segmentStarts = starts.map { UInt32($0) }
    emptyBands = isEmpty.indices.filter { isEmpty[$0] }
  }

  /// The bandCount + 2 frequencies in Hz where filters begin, peak and end.
  private static func points(_ configuration: Configuration) -> [Double] {
    let low = configuration.scale.mel(hertz: configuration.minimumFrequency)
    let high = configuration.scale.mel(hertz: configuration.upperFrequency)
    let steps = configuration.bandCount + 1
    return (0...steps).map {
      configuration.scale.hertz(mel: low + (high - low) * Double($0) / Double(steps))
    }
  }

  private static func height(_ points: [Double], _ band: Int, _ configuration: Configuration) -> Double {
    configuration.normalization == .slaney ? 2 / (points[band + 2] - points[band]) : 1
  }

  /// The filters as a dense matrix of shape [bands x bins], as librosa's `filters.mel` gives it.
  public var weights: FeatureMatrix {
    let (bands, bins) = (configuration.bandCount, configuration.fftLength / 2 + 1)
    var values = [Float](repeating: 0, count: bands * bins)
    for segment in 0...bands {
      for bin in Int(segmentStarts[segment])..<Int(segmentStarts[segment + 1]) {
        if segment < bands { values[segment * bins + bin] = rising[bin] }
        if segment > 0 { values[(segment - 1) * bins + bin] = falling[bin] }
      }
    }
    return FeatureMatrix(frameCount: bands, coefficientCount: bins, values: values)
  }

  /// The power in every band: [frames x bins] to [frames x bands].
  ///
  /// - Throws: ``FeatureError/Code-swift.struct/shapeMismatch`` when the matrix has another number of bins.
  public func apply(to power: FeatureMatrix) throws(FeatureError) -> FeatureMatrix {
    let (bands, bins) = (configuration.bandCount, configuration.fftLength / 2 + 1)
    guard power.coefficientCount == bins else {
      throw FeatureError(
        .shapeMismatch, "the spectra have \(power.coefficientCount) bins; the filter bank is made for \(bins)"
      )
    }
    let workspace = SpectralEngine.Workspace(fftLength: configuration.fftLength, bandCount: bands)
    let count = power.frameCount
    let values = [Float](filling: count * bands) { buffer in
      guard let base = buffer.baseAddress else { return }
      for first in stride(from: 0, to: count, by: SpectralEngine.blockFrames) {
        let frames = min(SpectralEngine.blockFrames, count - first)
        for frame in 0..<frames {
          let row = power.row(first + frame)
          row.withUnsafeBufferPointer {
            guard let source = $0.baseAddress else { return }
            (workspace.power.pointer + frame * workspace.powerStride).update(from: source, count: bins)
          }
        }
        apply(to: workspace, frameCount: frames, into: base + first * bands)
      }
    }
    return FeatureMatrix(frameCount: count, coefficientCount: bands, values: values)
  }

  /// Applies the bank to the power spectra in the workspace.
  func apply(
    to workspace: SpectralEngine.Workspace, frameCount: Int, into rows: UnsafeMutablePointer<Float>
  ) {
    segmentStarts.withUnsafeBufferPointer { starts in
      falling.withUnsafeBufferPointer { falling in
        rising.withUnsafeBufferPointer { rising in
          var bank = genre_dsp_mel_bank(
            band_count: configuration.bandCount, segment_starts: starts.baseAddress,
            falling: falling.baseAddress, rising: rising.baseAddress)
          genre_dsp_mel_block(
            workspace.power.pointer, workspace.powerStride, &bank, frameCount, workspace.lanes.pointer, rows)
        }
      }
    }
  }
}
