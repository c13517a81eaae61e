import GenreFeatures

/// The deltas of a frame's coefficients: their derivatives over time.
///
/// A frame then holds the coefficients, the first derivative of each, and if asked for the second one, in this order.
/// They are librosa's `feature.delta` over the whole piece, with its default edges; a piece of fewer frames than the
/// window repeats its first and last frame (librosa's `mode="nearest"`).
public struct DeltaFeatures: Sendable, Hashable {
  /// The number of derivatives: 1 for deltas, 2 for deltas and the deltas of deltas.
  public var orders: Int
  /// Frames under the window of the fit: odd, 3 or more.
  public var width: Int

  /// Creates a description; 9 frames are librosa's default.
  public init(orders: Int = 1, width: Int = 9) {
    self.orders = orders
    self.width = width
  }

  /// The filters, one per order.
  ///
  /// - Throws: ``GenreError`` with code `invalidArgument` for orders other than 1 and 2, and for a width that does not
  ///   fit them.
  func filters(edges: DeltaFilter.Edges) throws(GenreError) -> [DeltaFilter] {
    guard (1...2).contains(orders) else {
      throw GenreError(.invalidArgument, "the highest order of the deltas is \(orders); choose 1 or 2")
    }
    var filters: [DeltaFilter] = []
    for order in 1...orders {
      filters.append(try DeltaFilter.prepared(width: width, order: order, edges: edges))
    }
    return filters
  }
}

extension DeltaFeatures: Codable {
  private enum CodingKeys: String, CodingKey {
    case orders, width
  }

  /// Decodes a description, with the default for every key that is absent.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    orders = try container.decodeIfPresent(Int.self, forKey: .orders) ?? orders
    width = try container.decodeIfPresent(Int.self, forKey: .width) ?? width
  }
}
