import GenreFeatures

/// Puts deltas beside the coefficients of a piece that arrives in stretches: the same values, bit for bit, as over the
/// piece as a whole, however it is cut.
///
/// A frame goes out when half a window of frames after it is there. Two windows of frames are held at most, beside what
/// has just arrived.
struct DeltaStream: Sendable {
  private let width: Int
  private let coefficientCount: Int
  /// One an order; none where no deltas are asked for.
  private let filters: [DeltaFilter]
  /// The same for a piece that is shorter than the window.
  private let shortFilters: [DeltaFilter]
  private var held = FeatureRows()
  /// The frame of the piece that ``held`` begins with.
  private var firstFrame = 0
  private var releasedCount = 0

  /// - Parameters:
  ///   - deltas: Which; nil lets everything through as it is.
  ///   - coefficientCount: The numbers in a frame before the deltas join them.
  init(_ deltas: DeltaFeatures?, coefficientCount: Int) throws(GenreError) {
    width = deltas?.width ?? 1
    self.coefficientCount = coefficientCount
    filters = try deltas?.filters(edges: .interpolated) ?? []
    shortFilters = try deltas?.filters(edges: .nearest) ?? []
  }

  private var frameCount: Int { firstFrame + held.isAudible.count }

  /// Takes the next frames.
  ///
  /// - Returns: Those that can be told by now, with their deltas.
  mutating func append(_ rows: FeatureRows) throws(GenreError) -> FeatureRows {
    guard !filters.isEmpty else { return rows }
    held += rows
    return frameCount < width ? FeatureRows() : try release(until: frameCount - width / 2)
  }

  /// Ends the piece.
  ///
  /// - Parameter rows: Its last frames.
  /// - Returns: All frames that are left, with their deltas.
  mutating func finish(_ rows: FeatureRows) throws(GenreError) -> FeatureRows {
    guard !filters.isEmpty else { return rows }
    held += rows
    return try release(until: frameCount)
  }

  private mutating func release(until end: Int) throws(GenreError) -> FeatureRows {
    guard end > releasedCount else { return FeatureRows() }
    let frames = releasedCount - firstFrame..<end - firstFrame
    let matrices = try matrices()
    var rows = FeatureRows(isAudible: Array(held.isAudible[frames]))
    rows.values.reserveCapacity(frames.count * coefficientCount * matrices.count)
    for frame in frames {
      for matrix in matrices { rows.values += matrix.row(frame) }
    }
    releasedCount = end
    dropFrames(before: end - width / 2 - 1)
    return rows
  }

  /// What is held, and its derivatives. Near the ends of it they are true only if those are the ends of the piece.
  private func matrices() throws(GenreError) -> [FeatureMatrix] {
    let matrix = FeatureMatrix(
      frameCount: held.isAudible.count, coefficientCount: coefficientCount, values: held.values)
    var matrices = [matrix]
    for filter in frameCount < width ? shortFilters : filters {
      matrices.append(try filter.deltas(of: matrix))
    }
    return matrices
  }

  /// Forgets frames that no delta needs any more. A whole window is kept: the last frames of a piece need the one that
  /// ends with it.
  private mutating func dropFrames(before frame: Int) {
    let count = frame - firstFrame
    guard count > 0 else { return }
    held.values.removeFirst(count * coefficientCount)
    held.isAudible.removeFirst(count)
    firstFrame = frame
  }
}
