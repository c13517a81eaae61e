import GenreKit

extension GenreDataset {
  /// The windows of a clip, each `[frames x coefficients]`, as a model hears them; a clip shorter than a window is
  /// repeated to fill it. Silent windows have no say, unless there are no others.
  func windows(of item: Item, grid: SegmentGrid) -> [[Float]] {
    let width = item.features.coefficientCount
    return windowRanges(of: item, grid: grid).map { range in
      guard range.upperBound > item.features.frameCount else {
        return Array(item.features.values[range.lowerBound * width..<range.upperBound * width])
      }
      return range.flatMap { item.features.row($0 % item.features.frameCount) }
    }
  }

  /// The frames of these windows; past the clip's end where it is repeated.
  func windowRanges(of item: Item, grid: SegmentGrid) -> [Range<Int>] {
    let audible = audibleWindowRanges(of: item, grid: grid)
    return audible.isEmpty
      ? grid.windows(of: item.features.frameCount, frameRate: features.frameRate) : audible
  }

  /// The frames of those windows in which there is something to hear.
  func audibleWindowRanges(of item: Item, grid: SegmentGrid) -> [Range<Int>] {
    let (count, rate) = (item.features.frameCount, features.frameRate)
    let ranges = grid.windows(of: count, frameRate: rate)
    guard !item.silence.isEmpty else { return ranges }
    return ranges.enumerated().filter { index, range in
      // The last window reaches back into what others stand for.
      !item.isSilent(in: grid.startFrame(of: index, frameRate: rate)..<min(count, range.upperBound))
    }.map(\.element)
  }
}

extension GenreDataset.Item {
  fileprivate func isSilent(in frames: Range<Int>) -> Bool {
    let silent = silence.reduce(0) { $0 + $1.clamped(to: frames).count }
    return FeatureWindow.isSilent(silentFrames: silent, of: frames.count)
  }
}
