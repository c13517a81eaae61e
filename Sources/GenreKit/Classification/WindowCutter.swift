/// Cuts frames into windows as they come, holding no more than about one window of them.
struct WindowCutter {
  private let grid: SegmentGrid
  private let frameRate: Double
  private let coefficientCount: Int
  private let windowLength: Int
  private var rows = FeatureRows()
  private var firstFrame = 0
  private var windowCount = 0

  /// Whether the piece was shorter than half a window, and repeated to fill one; known after ``finish()``.
  private(set) var didRepeat = false

  init(grid: SegmentGrid, frameRate: Double, coefficientCount: Int) {
    self.grid = grid
    self.frameRate = frameRate
    self.coefficientCount = coefficientCount
    windowLength = grid.frameCount(frameRate: frameRate)
  }

  private var frameCount: Int { firstFrame + rows.isAudible.count }

  /// Takes the next frames.
  ///
  /// - Returns: The full windows that are now complete.
  mutating func append(_ new: FeatureRows) -> [FeatureWindow] {
    rows += new
    var windows: [FeatureWindow] = []
    while true {
      let start = grid.startFrame(of: windowCount, frameRate: frameRate)
      guard start + windowLength <= frameCount else { break }
      windows.append(window(from: start, heard: start..<start + windowLength))
      windowCount += 1
    }
    dropFrames(before: frameCount - windowLength)
    return windows
  }

  /// Ends the piece.
  ///
  /// - Returns: The window of what is left over, by the rules of ``SegmentGrid/windows(of:frameRate:)``.
  mutating func finish() -> [FeatureWindow] {
    let total = frameCount
    guard total > 0 else { return [] }
    let start = grid.startFrame(of: windowCount, frameRate: frameRate)
    guard windowCount > 0 else {
      didRepeat = !grid.fillsWindow(total, frameRate: frameRate)
      if didRepeat { repeatRows() }
      return [window(from: 0, length: min(windowLength, rows.isAudible.count), heard: 0..<total)]
    }
    guard grid.leavesWindow(total: total, fullWindows: windowCount, frameRate: frameRate) else { return [] }
    return [window(from: total - windowLength, heard: start..<total)]
  }

  private func window(from start: Int, length: Int? = nil, heard: Range<Int>) -> FeatureWindow {
    let end = start - firstFrame + (length ?? windowLength)
    let values = (start - firstFrame) * coefficientCount..<end * coefficientCount
    let flags = rows.isAudible[heard.lowerBound - firstFrame..<heard.upperBound - firstFrame]
    return FeatureWindow(
      values: Array(rows.values[values]), frames: heard,
      isSilent: FeatureWindow.isSilent(silentFrames: flags.count { !$0 }, of: flags.count))
  }

  /// Forgets frames that no window can need any more; the last window's worth is kept for ``finish()``.
  private mutating func dropFrames(before frame: Int) {
    let next = grid.startFrame(of: windowCount, frameRate: frameRate)
    let count = min(frame, next) - firstFrame
    guard count > 0 else { return }
    rows.values.removeFirst(count * coefficientCount)
    rows.isAudible.removeFirst(count)
    firstFrame += count
  }

  private mutating func repeatRows() {
    let piece = rows
    while rows.isAudible.count < windowLength { rows += piece }
  }
}
