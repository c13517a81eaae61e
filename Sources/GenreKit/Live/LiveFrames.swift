import GenreFeatures

/// The latest frames of a stream, and windows of them: bounded memory, whatever the length.
///
/// A window is classified as soon as its last sample is there. So its decibels are relative to the loudest frame of the
/// 30 seconds *before its end*, where a file's are relative to that of its whole block, which may be still to come.
struct LiveFrames {
  /// What there is of the stream at a moment.
  enum Moment {
    /// Silence up to now, for so many frames.
    case silence(frameCount: Int)
    /// Too little of a sound.
    case pending
    /// A window.
    case window(FeatureWindow, isLong: Bool)
  }

  private let pipeline: FeaturePipeline
  private let grid: SegmentGrid
  private let frameRate: Double
  private let overlap: FrameOverlap
  private let bandCount: Int
  private let windowLength: Int
  /// The fewest silent frames that divide sounds.
  private let dividingCount: Int
  /// The frames whose loudest value counts.
  private let blockLength: Int
  private let keptCount: Int
  private var stream: MelFrameStream
  /// Mel power of the frames from ``firstFrame`` on, and the strongest band of each.
  private var power: [Float] = []
  private var peaks: [Float] = []
  private var firstFrame = 0

  init(model: GenreModel, pipeline: FeaturePipeline) {
    self.pipeline = pipeline
    grid = model.grid
    frameRate = model.features.frameRate
    overlap = model.features.frameOverlap
    bandCount = model.features.mfcc.mel.bandCount
    windowLength = model.grid.frameCount(frameRate: frameRate)
    dividingCount = WindowPlanner.dividingCount(grid: model.grid, frameRate: frameRate)
    blockLength = model.features.blockFrameCount ?? Int(30 * frameRate)
    keptCount = max(blockLength, windowLength + dividingCount + 1)
    stream = pipeline.makeMelStream()
  }

  /// The number of frames up to now.
  var frameCount: Int { firstFrame + peaks.count }

  /// Takes the next samples, mono at the model's rate.
  mutating func append(_ samples: ArraySlice<Float>) throws(GenreError) {
    add(try stream.append(samples).values)
  }

  /// Ends the stream.
  mutating func finish() throws(GenreError) { add(try stream.end().values) }

  private mutating func add(_ values: [Float]) {
    power += values
    for start in stride(from: 0, to: values.count, by: bandCount) {
      peaks.append(values[start..<start + bandCount].reduce(0, max))
    }
  }

  /// Forgets frames that no window from `frame` on needs.
  mutating func drop(before frame: Int) {
    let count = min(peaks.count, frame - keptCount - firstFrame)
    // Seldom, since what is left has to be moved.
    guard count >= keptCount else { return }
    power.removeFirst(count * bandCount)
    peaks.removeFirst(count)
    firstFrame += count
  }

  /// What there is at a moment.
  ///
  /// - Parameter end: Behind the last frame that counts; all up to it are there.
  func moment(at end: Int) throws(GenreError) -> Moment {
    let start = max(firstFrame, end - windowLength - dividingCount)
    let loudest = peaks[max(0, end - blockLength - firstFrame)..<end - firstFrame].reduce(0, max)
    let flags = pipeline.audible(peaks[start - firstFrame..<end - firstFrame], loudest: loudest)
    guard let last = flags.lastIndex(of: true), flags.count - 1 - last < dividingCount else {
      return .silence(frameCount: flags.count - 1 - (flags.lastIndex(of: true) ?? -1))
    }
    let first = max(start + soundStart(flags, isBeginning: start == 0), end - windowLength)
    guard Double(end - first) >= frameRate || end - first >= windowLength,
      flags[(first - start)...].contains(true)
    else { return .pending }
    return try window(first..<end, isAudible: flags[(first - start)...], loudest: loudest)
  }

  /// Where the latest sound begins among frames of which the last are audible but for less than a division.
  private func soundStart(_ flags: [Bool], isBeginning: Bool) -> Int {
    var silentCount = 0
    for index in flags.indices.reversed() {
      silentCount = flags[index] ? 0 : silentCount + 1
      if silentCount == dividingCount { return index + silentCount + overlap.before }
    }
    return isBeginning && silentCount > 0 ? silentCount + overlap.before : 0
  }

  private func window(
    _ frames: Range<Int>, isAudible: ArraySlice<Bool>, loudest: Float
  ) throws(GenreError) -> Moment {
    let isLong = grid.fillsWindow(frames.count, frameRate: frameRate)
    let plan = WindowPlan(
      frames: frames, length: isLong ? frames.count : windowLength, audibleCount: isAudible.count { $0 },
      sound: 0, index: 0)
    let block = FeatureBlocks.Block(
      power: Array(
        power[(frames.lowerBound - firstFrame) * bandCount..<(frames.upperBound - firstFrame) * bandCount]),
      isAudible: Array(isAudible), loudest: loudest)
    let rows = try pipeline.rows(ofWindow: block, loudest: loudest)
    return .window(FeatureWindow(plan: plan, values: plan.filled(with: rows.values[...])), isLong: isLong)
  }
}
