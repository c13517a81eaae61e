/// A window of a recording, ready for the network but for the standardisation.
struct FeatureWindow {
  let plan: WindowPlan
  /// `[frames x coefficients]`, row-major.
  let values: [Float]
}

/// Cuts frames into windows as they come, holding no more than about one window of them.
struct WindowCutter {
  private(set) var planner: WindowPlanner
  private let coefficientCount: Int
  private var values: [Float] = []
  private var firstFrame = 0

  init(grid: SegmentGrid, features: FeatureConfiguration) {
    planner = WindowPlanner(grid: grid, features: features)
    coefficientCount = features.coefficientCount
  }

  /// Takes the next frames.
  ///
  /// - Returns: The windows that are now certain.
  mutating func append(_ rows: FeatureRows) -> [FeatureWindow] {
    values += rows.values
    let windows = planner.append(rows.isAudible).map(window)
    let count = planner.firstNeededFrame - firstFrame
    values.removeFirst(count * coefficientCount)
    firstFrame += count
    return windows
  }

  /// Ends the recording.
  ///
  /// - Returns: The windows of what is left over.
  mutating func finish() -> [FeatureWindow] { planner.finish().map(window) }

  private func window(_ plan: WindowPlan) -> FeatureWindow {
    let start = (plan.frames.lowerBound - firstFrame) * coefficientCount
    return FeatureWindow(
      plan: plan, values: plan.filled(with: values[start..<start + plan.frames.count * coefficientCount]))
  }
}
