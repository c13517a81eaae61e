internal import GenreBase
internal import CGenreKernels

/// The orthonormal discrete cosine transform of type II, or the first coefficients of it (SciPy's
/// `dct(type=2, norm="ortho")`).
///
/// y[k] = s(k) sum over n of x[n] cos(pi (n + 1/2) k / N), with s(0) = sqrt(1/N) and s(k) = sqrt(2/N).
public struct DiscreteCosineTransform: Sendable {
  /// N: the length of what is transformed.
  public let inputCount: Int
  /// The number of coefficients kept, from the lowest.
  public let outputCount: Int

  /// [inputs x outputs], with rows padded to a multiple of 16.
  private let matrix: SharedBuffer
  private let stride: Int

  /// Read only after `init`.
  private final class SharedBuffer: @unchecked Sendable {
    let values: AlignedBuffer
    init(_ values: AlignedBuffer) { self.values = values }
  }

  /// Computes the cosines.
  ///
  /// - Throws: ``FeatureError/Code-swift.struct/invalidConfiguration`` unless 1 <= outputCount <= inputCount.
  public init(inputCount: Int, outputCount: Int) throws(FeatureError) {
    try self.init(inputCount: inputCount, outputCount: outputCount, gains: nil)
  }

  /// A transform of which coefficient k is multiplied by `gains[k]`.
  init(inputCount: Int, outputCount: Int, gains: [Double]?) throws(FeatureError) {
    guard outputCount >= 1, outputCount <= inputCount else {
      throw .configuration(
        "the number of coefficients is \(outputCount); it must be from 1 to the number of bands, \(inputCount)"
      )
    }
    let stride = outputCount.roundedUp(to: 16)
    let matrix = AlignedBuffer(count: inputCount * stride)
    for output in 0..<outputCount {
      let scale = ((output == 0 ? 1 : 2) / Double(inputCount)).squareRoot() * (gains?[output] ?? 1)
      for input in 0..<inputCount {
        let angle = Double.pi * (Double(input) + 0.5) * Double(output) / Double(inputCount)
        matrix.pointer[input * stride + output] = Float(scale * cos(angle))
      }
    }
    self.inputCount = inputCount
    self.outputCount = outputCount
    self.stride = stride
    self.matrix = SharedBuffer(matrix)
  }

  /// Transforms every row: [frames x inputs] to [frames x outputs].
  ///
  /// - Throws: ``FeatureError/Code-swift.struct/shapeMismatch`` when the rows have another length.
  public func apply(to rows: FeatureMatrix) throws(FeatureError) -> FeatureMatrix {
    guard rows.coefficientCount == inputCount else {
      throw FeatureError(
        .shapeMismatch,
        "the rows have \(rows.coefficientCount) values; the transform is made for \(inputCount)")
    }
    let values = rows.values.withUnsafeBufferPointer { apply(to: $0, frameCount: rows.frameCount) }
    return FeatureMatrix(frameCount: rows.frameCount, coefficientCount: outputCount, values: values)
  }

  /// Transforms rows in memory, `frameCount * inputCount` values, to `frameCount * outputCount` values.
  public func apply(to rows: UnsafeBufferPointer<Float>, frameCount: Int) -> [Float] {
    precondition(
      frameCount >= 0 && rows.count == frameCount * inputCount, "the rows don't fit the transform")
    guard frameCount > 0 else { return [] }
    let padding = Int(GENRE_DSP_PRODUCT_PADDING)
    return [Float](filling: frameCount * outputCount, padding: padding) { buffer in
      guard let source = rows.baseAddress, let target = buffer.baseAddress else { return }
      genre_dsp_rows_times_matrix(
        source, frameCount, inputCount, matrix.values.pointer, stride, outputCount, target)
    }
  }
}
