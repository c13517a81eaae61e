import GenreKit

extension GenreDataset {
  /// The windows of a clip as a model hears them in use; empty for a silent clip.
  func windowPlans(of item: Item, grid: SegmentGrid) -> [WindowPlan] {
    plans(item.isAudible, grid: grid)
  }

  /// The windows of a clip that a network is trained on: those of which a tenth is audible, or all if there are no such.
  func trainingPlans(of item: Item, grid: SegmentGrid) -> [WindowPlan] {
    let plans = windowPlans(of: item, grid: grid)
    let audible = plans.filter { 10 * $0.audibleCount >= $0.length }
    if !audible.isEmpty { return audible }
    return plans.isEmpty
      ? self.plans(repeatElement(true, count: item.features.frameCount), grid: grid) : plans
  }

  private func plans(_ isAudible: some Collection<Bool>, grid: SegmentGrid) -> [WindowPlan] {
    var planner = WindowPlanner(grid: grid, features: features)
    return planner.append(isAudible) + planner.finish()
  }
}

extension GenreDataset.Item {
  /// A window, `[frames x coefficients]`; a sound shorter than half a window is repeated to fill it.
  func window(_ plan: WindowPlan) -> [Float] {
    let width = features.coefficientCount
    return plan.filled(
      with: features.values[plan.frames.lowerBound * width..<plan.frames.upperBound * width])
  }

  /// One flag per frame.
  fileprivate var isAudible: [Bool] {
    var flags = Array(repeating: true, count: features.frameCount)
    for range in silence { for frame in range { flags[frame] = false } }
    return flags
  }
}
