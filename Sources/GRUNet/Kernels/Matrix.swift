internal import CGenreKernels

/// Rows of floats in memory that someone else owns: the currency between blocks and kernels.
///
/// Rows are padded with zeros to a multiple of ``padding`` floats, so kernels work in whole vectors.
struct Matrix {
  /// Row widths are rounded up to this many floats.
  static let padding = Int(GENRE_NET_PAD)

  /// The first element of the first row.
  let base: UnsafeMutablePointer<Float>
  /// The number of rows.
  let rows: Int
  /// The columns that carry numbers; the others, up to the padded width, are zero.
  let width: Int
  /// The floats from one row to the next.
  let stride: Int

  /// The width rounded up to whole vectors.
  var paddedWidth: Int { Self.padded(width) }

  /// A pointer to the start of a row.
  func row(_ index: Int) -> UnsafeMutablePointer<Float> { base + index * stride }

  /// Sets every element to zero, padding included.
  func clear() {
    base.update(repeating: 0, count: rows * stride)
  }

  /// A count rounded up to a whole number of ``padding`` floats.
  static func padded(_ count: Int) -> Int { (count + padding - 1) / padding * padding }
}
