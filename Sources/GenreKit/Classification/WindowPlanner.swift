/// Plans the windows of a recording while its frames are told to be audible or silent, one after the other.
///
/// Silence at either end of the recording, of any length, and silence inside it that lasts a second and a tenth of a
/// window, divide it into sounds. Each sound is cut by the rules of ``SegmentGrid`` as if it were a recording, and a window
/// weighs as much as it has audible frames. So silence around a recording, and how much of it there is, changes no answer.
package struct WindowPlanner {
  private let grid: SegmentGrid
  private let frameRate: Double
  private let overlap: FrameOverlap
  private let isPossible: Bool
  private let windowLength: Int
  /// The fewest silent frames inside a recording that divide it.
  private let dividingCount: Int
  /// One flag per frame, from ``firstNeededFrame`` on.
  private var isAudible: [Bool] = []
  private var firstHeldFrame = 0
  /// The number of frames taken.
  package private(set) var frameCount = 0
  /// Where the current sound begins; nil in silence.
  private var start: Int?
  /// Behind the last audible frame.
  private var soundEnd = 0
  /// The windows of the current sound.
  private var windowCount = 0
  /// The sounds up to now, in frames; complete after ``finish()``.
  package private(set) var sounds: [Range<Int>] = []

  /// - Parameters:
  ///   - grid: How sounds are cut.
  ///   - features: What the frames are.
  package init(grid: SegmentGrid, features: FeatureConfiguration) {
    self.grid = grid
    frameRate = features.frameRate
    overlap = features.frameOverlap
    isPossible = grid.isPossible(frameRate: frameRate)
    windowLength = isPossible ? grid.frameCount(frameRate: frameRate) : 0
    dividingCount = isPossible ? Self.dividingCount(grid: grid, frameRate: frameRate) : 0
  }

  /// The fewest silent frames inside a recording that divide it.
  static func dividingCount(grid: SegmentGrid, frameRate: Double) -> Int {
    Int((max(1, grid.duration / 10) * frameRate).rounded(.up))
  }

  /// The first frame that a window to come may hold.
  var firstNeededFrame: Int {
    guard let start else { return frameCount }
    let next = start + grid.startFrame(of: windowCount, frameRate: frameRate)
    // The last window ends with the sound.
    let last = max(start, soundEnd - overlap.behind - windowLength)
    return min(frameCount, next, last)
  }

  /// Whether all sounds together are shorter than half a window; known after ``finish()``.
  var isShort: Bool {
    let count = sounds.reduce(0) { $0 + $1.count }
    return count > 0 && !grid.fillsWindow(count, frameRate: frameRate)
  }

  /// Takes the next frames.
  ///
  /// - Returns: The windows that are now certain, in order; the same however the frames are dealt out.
  package mutating func append(_ flags: some Collection<Bool>) -> [WindowPlan] {
    var plans: [WindowPlan] = []
    for flag in flags where isPossible {
      isAudible.append(flag)
      frameCount += 1
      if flag { plans += takeAudible() } else { plans += takeSilent() }
    }
    dropFlags()
    return plans
  }

  /// Ends the recording.
  ///
  /// - Returns: The windows of what is left over.
  package mutating func finish() -> [WindowPlan] {
    endSound(at: soundEnd == frameCount ? soundEnd : soundEnd - overlap.behind)
  }

  private mutating func takeAudible() -> [WindowPlan] {
    if start == nil {
      start = frameCount == 1 ? 0 : frameCount - 1 + overlap.before
      windowCount = 0
    }
    soundEnd = frameCount
    // What follows may be silence, and these frames then outside of the sound.
    return fullWindows(until: soundEnd - overlap.behind)
  }

  private mutating func takeSilent() -> [WindowPlan] {
    guard start != nil, frameCount - soundEnd >= dividingCount else { return [] }
    return endSound(at: soundEnd - overlap.behind)
  }

  private mutating func endSound(at end: Int) -> [WindowPlan] {
    guard let start else { return [] }
    var plans = fullWindows(until: end)
    if start < end {
      if let rest = rest(of: start..<end) { plans.append(rest) }
      sounds.append(start..<end)
    }
    self.start = nil
    return plans
  }

  private mutating func fullWindows(until end: Int) -> [WindowPlan] {
    guard let start else { return [] }
    var plans: [WindowPlan] = []
    while true {
      let first = start + grid.startFrame(of: windowCount, frameRate: frameRate)
      guard first + windowLength <= end else { return plans }
      plans.append(plan(first..<first + windowLength, length: windowLength))
      windowCount += 1
    }
  }

  /// The window of what the full ones leave over.
  private func rest(of sound: Range<Int>) -> WindowPlan? {
    guard windowCount > 0 else {
      let isLong = grid.fillsWindow(sound.count, frameRate: frameRate)
      return plan(sound, length: isLong ? sound.count : windowLength)
    }
    guard grid.leavesWindow(total: sound.count, fullWindows: windowCount, frameRate: frameRate) else {
      return nil
    }
    return plan(sound.upperBound - windowLength..<sound.upperBound, length: windowLength)
  }

  private func plan(_ frames: Range<Int>, length: Int) -> WindowPlan {
    let flags = isAudible[frames.lowerBound - firstHeldFrame..<frames.upperBound - firstHeldFrame]
    return WindowPlan(
      frames: frames, length: length, audibleCount: flags.count { $0 }, sound: sounds.count,
      index: windowCount)
  }

  private mutating func dropFlags() {
    let first = firstNeededFrame
    isAudible.removeFirst(first - firstHeldFrame)
    firstHeldFrame = first
  }
}
