import GRUNet
import GenreKit
import Testing

@Suite("Planning windows around silence")
struct WindowPlannerTests {
  private let grid = SegmentGrid()
  private let features = FeatureConfiguration()

  private func plans(_ flags: [Bool], by count: Int = 1 << 20) -> [WindowPlan] {
    var planner = WindowPlanner(grid: grid, features: features)
    var plans: [WindowPlan] = []
    for start in stride(from: 0, to: flags.count, by: count) {
      plans += planner.append(flags[start..<min(flags.count, start + count)])
    }
    return plans + planner.finish()
  }

  @Test("Where all can be heard, windows are those of the grid", arguments: 0...700)
  func sound(total: Int) {
    let plans = plans(Array(repeating: true, count: total))
    let windows = grid.windows(of: total, frameRate: features.frameRate)
    #expect(plans.map { $0.frames.lowerBound..<$0.frames.lowerBound + $0.length } == windows)
    #expect(plans.allSatisfy { $0.audibleCount == $0.frames.count && $0.frames.upperBound <= total })
  }

  @Test("However frames are dealt out, the windows are the same")
  func dealing() {
    var generator = RandomGenerator(seed: 3)
    for _ in 0..<60 {
      var flags: [Bool] = []
      for run in 0..<Int.random(in: 1...12, using: &generator) {
        flags += Array(repeating: run % 2 == 0, count: Int.random(in: 0...300, using: &generator))
      }
      if Bool.random(using: &generator) { flags.reverse() }
      let whole = plans(flags)
      for count in [1, 7, 129, 1000] { #expect(plans(flags, by: count) == whole) }
      for plan in whole {
        let part = flags[plan.frames]
        #expect(part.count { $0 } == plan.audibleCount)
        #expect(plan.frames.count <= 130 && plan.length >= plan.frames.count)
      }
    }
  }

  @Test(
    "Only silence of a second divides a sound; that at the ends is left off, with the frames that reach into it"
  )
  func division() {
    let sound = Array(repeating: true, count: 200)
    let pause = { (count: Int) in Array(repeating: false, count: count) }
    let whole = plans(sound + pause(43) + sound)
    #expect(whole.map(\.frames) == grid.windows(of: 443, frameRate: features.frameRate))
    #expect(whole.map(\.audibleCount) == [130, 87, 130, 130])
    let divided = plans(sound + pause(44) + sound)
    #expect(divided.map(\.frames) == [0..<130, 68..<198, 245..<375, 314..<444])
    #expect(plans(pause(1) + sound + pause(1)).map(\.frames) == [2..<132, 69..<199])
  }
}
