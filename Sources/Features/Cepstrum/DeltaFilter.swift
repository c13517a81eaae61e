/// The rate at which features change over time (librosa's `feature.delta`): in every frame, the derivative of a
/// polynomial that is fitted by least squares to the frames around it (Savitzky and Golay 1964).
///
/// The polynomial's degree is the order of the derivative, as in librosa, so the first order is the slope of a
/// straight line.
public struct DeltaFilter: Sendable, Hashable {
  /// The treatment of frames whose filter reaches beyond the first or last frame.
  public enum Edges: String, Sendable, Hashable, Codable, CaseIterable {
    /// The derivative of the polynomial that fits the first or last whole window: librosa's default (`interp`).
    case interpolated
    /// The first or last frame is repeated beyond the end (`nearest`).
    case nearest
  }

  /// Frames under the window: odd, 3 or more.
  public let width: Int
  /// The order of the derivative: 1 for deltas, 2 for the deltas of deltas.
  public let order: Int
  /// The treatment of the ends.
  public let edges: Edges

  /// The weights of the frames under the filter.
  private let weights: [Float]

  /// Computes the weights.
  ///
  /// - Throws: ``FeatureError/Code-swift.struct/invalidConfiguration`` unless the width is odd, 3 to 1,001, and the
  ///   order from 1 to 8 and below the width.
  public init(width: Int = 9, order: Int = 1, edges: Edges = .interpolated) throws(FeatureError) {
    guard width % 2 == 1, (3...1001).contains(width) else {
      throw .configuration("the width of the deltas is \(width); it must be odd, from 3 to 1001, such as 9")
    }
    guard (1...8).contains(order), order < width else {
      throw .configuration(
        "the order of the deltas is \(order); it must be from 1 to 8 and below the width, \(width)")
    }
    self.width = width
    self.order = order
    self.edges = edges
    weights = Self.weights(width: width, order: order).map { Float($0) }
  }

  /// The derivative of every coefficient over time, in units a frame; the shape stays as it is.
  ///
  /// - Throws: ``FeatureError/Code-swift.struct/shapeMismatch`` when edges are interpolated and there are fewer
  ///   frames than the window is wide. No frames give none.
  public func apply(to features: FeatureMatrix) throws(FeatureError) -> FeatureMatrix {
    let (frames, columns) = (features.frameCount, features.coefficientCount)
    guard edges == .nearest || frames >= width || frames == 0 else {
      throw FeatureError(
        .shapeMismatch,
        "deltas of width \(width) need \(width) frames, and there are \(frames); "
          + "use a smaller width, or nearest edges")
    }
    var values = [Float](repeating: 0, count: frames * columns)
    for frame in 0..<frames {
      // The polynomial's highest derivative is the same wherever in the window it is taken, so at the ends the
      // whole window next to them gives it.
      let center =
        edges == .interpolated ? min(max(frame, width / 2), frames - 1 - width / 2) : frame
      for (index, weight) in weights.enumerated() {
        let source = min(max(center + index - width / 2, 0), frames - 1) * columns
        for column in 0..<columns {
          values[frame * columns + column] += weight * features.values[source + column]
        }
      }
    }
    return FeatureMatrix(frameCount: frames, coefficientCount: columns, values: values)
  }

  /// The derivative of order d is d! times the leading coefficient of the fit: the projection on the monic
  /// polynomial of degree d that is orthogonal, over the window, to all of lower degree (Gram's polynomials).
  private static func weights(width: Int, order: Int) -> [Double] {
    let positions = (0..<width).map { Double($0 - width / 2) }
    var previous = [Double](repeating: 0, count: width)
    var current = [Double](repeating: 1, count: width)
    var previousNorm = 1.0
    var factorial = 1.0
    for degree in 1...order {
      let norm = dot(current, current)
      let ratio = degree == 1 ? 0 : norm / previousNorm
      let next = (0..<width).map { positions[$0] * current[$0] - ratio * previous[$0] }
      (previous, current, previousNorm) = (current, next, norm)
      factorial *= Double(degree)
    }
    let norm = dot(current, current)
    return current.map { factorial * $0 / norm }
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
