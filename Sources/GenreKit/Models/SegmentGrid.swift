/// The grid that cuts a recording into the windows that the network sees.
///
/// Windows begin at whole multiples of the duration, counted in frames: window `i` at frame
/// `floor(i * duration * frameRate)`, so that the times of a timeline do not drift.
public struct SegmentGrid: Sendable, Hashable, Codable {
  /// The shortest and the longest window, in seconds.
  static let durations = 0.1...600.0
  /// The most numbers of one window that are held in memory.
  static let largestWindow = 1 << 24

  /// The length of a window in seconds: 0.1 to 600 in any model.
  public var duration: Double

  /// Creates a grid; three seconds are the baseline's window length.
  public init(duration: Double = 3) {
    self.duration = duration
  }

  /// The frames of one window when `frameRate` of them are made a second: both ends are centred on frames, hence
  /// the one more.
  public func frameCount(frameRate: Double) -> Int {
    1 + Int((duration * frameRate).rounded(.down))
  }

  /// The first frame of window `index`.
  public func startFrame(of index: Int, frameRate: Double) -> Int {
    Int((Double(index) * duration * frameRate).rounded(.down))
  }

  /// The windows of a piece of `total` frames.
  ///
  /// Each full window; then, if at least a tenth of a window is left over, one more that ends with the piece. A piece
  /// shorter than a window but at least half as long is one window by itself; one that is shorter still has one window
  /// that is longer than the piece: repeat the piece to fill it.
  /// - Returns: Ranges of frames; none for an empty piece, nor for windows of a length that no model can have.
  public func windows(of total: Int, frameRate: Double) -> [Range<Int>] {
    guard total > 0, isPossible(frameRate: frameRate) else { return [] }
    let length = frameCount(frameRate: frameRate)
    guard total >= length else { return [0..<(fillsWindow(total, frameRate: frameRate) ? total : length)] }
    var ranges: [Range<Int>] = []
    var start = 0
    while start + length <= total {
      ranges.append(start..<start + length)
      start = startFrame(of: ranges.count, frameRate: frameRate)
    }
    if leavesWindow(total: total, fullWindows: ranges.count, frameRate: frameRate) {
      ranges.append(total - length..<total)
    }
    return ranges
  }

  /// Checks that windows of such features can be cut, heard and held.
  ///
  /// - Throws: ``GenreError`` with code `invalidArgument`.
  package func validate(for features: FeatureConfiguration) throws(GenreError) {
    try validate()
    let frames = duration * features.frameRate
    guard frames >= 1 else {
      throw GenreError(
        .invalidArgument,
        "a window of \(duration) s is shorter than one hop (\((1 / features.frameRate).decimals(3)) s); choose longer windows"
      )
    }
    guard (frames + 1) * Double(features.coefficientCount) <= Double(Self.largestWindow) else {
      throw GenreError(
        .invalidArgument,
        "a window of \(duration) s has more than \(Self.largestWindow) values; choose shorter "
          + "windows, a longer hop or fewer coefficients")
    }
  }

  /// Checks the duration alone.
  package func validate() throws(GenreError) {
    guard Self.durations.contains(duration) else {
      throw GenreError(.invalidArgument, "the window length must be 0.1 to 600 seconds, not \(duration)")
    }
  }

  /// Whether windows can be cut at all.
  func isPossible(frameRate: Double) -> Bool {
    Self.durations.contains(duration) && frameRate > 0 && frameRate.isFinite
  }

  /// Whether a piece that is shorter than a window is long enough to be heard as it is.
  func fillsWindow(_ total: Int, frameRate: Double) -> Bool {
    2 * total >= frameCount(frameRate: frameRate)
  }

  /// Whether what is left after the full windows is at least a tenth of a window: less is no loss, and would be heard
  /// again with nine tenths of the window before.
  func leavesWindow(total: Int, fullWindows: Int, frameRate: Double) -> Bool {
    let left = total - startFrame(of: fullWindows, frameRate: frameRate)
    return 10 * left >= frameCount(frameRate: frameRate)
  }
}
