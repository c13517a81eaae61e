/// Forms the blocks in which decibels are relative to the loudest value, and tells audible frames from silent ones.
///
/// A block goes out when half a block more of sound is there, so that the last one is never shorter than half a block
/// unless the recording is: a scrap at the end would otherwise be relative to its own loudest value alone. Blocks are
/// counted from the first frame of the sound: silence in front of it belongs to the first block, and silence behind it
/// to the last, whatever their length. Silence as long as a block ends one, and what follows begins anew. So silence
/// around a recording changes nothing in the features of its sound.
struct FeatureBlocks {
  /// Frames whose decibels are relative to the same loudest value.
  struct Block {
    /// Mel power, `[frames x bands]`.
    let power: [Float]
    /// One flag per frame.
    let isAudible: [Bool]
    /// The greatest power of all; 0 for no frames.
    let loudest: Float
  }

  /// In frames; nil for the whole recording.
  private let length: Int?
  private let bandCount: Int
  private let audibility: Audibility
  private let overlap: FrameOverlap
  /// The frames held, and the power of the strongest band of each.
  private var power: [Float] = []
  private var peaks: [Float] = []
  /// The number of them that were looked at.
  private var seenCount = 0
  /// Behind the last of them that is audible beside those before it; 0 where none is.
  private var soundEnd = 0
  private var loudestSeen: Float = 0
  private var loudestReleased: Float = 0
  /// Whether silence in front of the next block belongs to it beyond its length.
  private var isBeginning = true

  init(_ configuration: FeatureConfiguration, audibility: Audibility) {
    length = configuration.blockFrameCount
    bandCount = configuration.mfcc.mel.bandCount
    overlap = configuration.frameOverlap
    self.audibility = audibility
  }

  /// Takes the mel power of the next frames.
  ///
  /// - Returns: The blocks that are now complete, the same however the frames are dealt out.
  mutating func append(_ values: [Float]) -> [Block] {
    hold(values)
    guard let length else { return [] }
    var blocks: [Block] = []
    while seenCount < peaks.count {
      look()
      while let count = dueCount(length) { blocks.append(release(count)) }
    }
    return blocks
  }

  /// Ends the recording.
  ///
  /// - Returns: All frames that are left; they may be none.
  mutating func finish() -> Block { release(peaks.count) }

  private mutating func hold(_ values: [Float]) {
    power += values
    for start in stride(from: 0, to: values.count, by: bandCount) {
      peaks.append(values[start..<start + bandCount].reduce(0, max))
    }
  }

  /// Looks at the next frame.
  private mutating func look() {
    let peak = peaks[seenCount]
    seenCount += 1
    loudestSeen = max(loudestSeen, peak)
    if peak > audibility.threshold(loudest: loudestSeen) { soundEnd = seenCount }
  }

  /// The number of frames to release, by what was looked at; nil for none yet.
  private func dueCount(_ length: Int) -> Int? {
    if soundEnd == 0 { return seenCount >= length ? length : nil }
    if seenCount - soundEnd >= length { return soundEnd }
    guard 2 * soundEnd >= 3 * length else { return nil }
    let silence = isBeginning ? leadingSilence(length) : 0
    return 2 * (soundEnd - silence) >= 3 * length ? silence + length : nil
  }

  /// The silent frames in front, beside the loudest of as many frames behind them as a block has.
  private func leadingSilence(_ length: Int) -> Int {
    var count = 0
    while true {
      let loudest = peaks[..<min(seenCount, count + length)].reduce(loudestReleased, max)
      let threshold = audibility.threshold(loudest: loudest)
      guard let first = peaks[count..<seenCount].firstIndex(where: { $0 > threshold }) else {
        return seenCount
      }
      if first == count { return count == 0 ? 0 : count + overlap.before }
      count = first
    }
  }

  private mutating func release(_ count: Int) -> Block {
    let loudest = peaks[..<count].reduce(0, max)
    loudestReleased = max(loudestReleased, loudest)
    let threshold = audibility.threshold(loudest: loudestReleased)
    let block = Block(
      power: Array(power[..<(count * bandCount)]), isAudible: peaks[..<count].map { $0 > threshold },
      loudest: loudest)
    isBeginning = soundEnd <= count
    power.removeFirst(count * bandCount)
    peaks.removeFirst(count)
    seenCount = max(0, seenCount - count)
    soundEnd = max(0, soundEnd - count)
    return block
  }
}
