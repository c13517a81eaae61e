/// The start and end of each window of a recording, and of its silences.
///
/// Parts follow one another from the start of the recording. A window stands for its duration of its sound; silence is dealt
/// out in parts that are not much longer than a window.
struct Timeline {
  /// A part of the recording.
  struct Part {
    /// In seconds.
    let start: Double
    /// In seconds.
    var end: Double
    /// The number of its window; nil for silence.
    let window: Int?

    /// The same later in a recording, where other windows come before.
    func moved(by seconds: Double, windows: Int) -> Part {
      Part(start: start + seconds, end: end + seconds, window: window.map { $0 + windows })
    }
  }

  /// The shortest silence that is a part of its own, in seconds; less belongs to the window beside it.
  private static let shortestSilence = 0.2
  private let frameRate: Double
  private let windowDuration: Double
  private let duration: Double
  /// The parts, in order; at least one.
  private(set) var parts: [Part] = []

  /// - Parameters:
  ///   - plans: The windows of the recording.
  ///   - planner: What planned them, at its end.
  ///   - model: What they are for.
  ///   - duration: That of the recording, in seconds.
  init(_ plans: [WindowPlan], planner: WindowPlanner, model: GenreModel, duration: Double) {
    frameRate = model.features.frameRate
    windowDuration = model.grid.duration
    self.duration = duration
    var end = 0.0
    var next = 0
    for (number, sound) in planner.sounds.enumerated() {
      let count = plans[next...].prefix { $0.sound == number }.count
      let reachesEnd = sound.upperBound == planner.frameCount
      add(sound, windows: next..<next + count, after: end, reachesEnd: reachesEnd)
      end = reachesEnd ? duration : parts[parts.count - 1].end
      next += count
    }
    finish(after: end)
  }

  private mutating func add(_ sound: Range<Int>, windows: Range<Int>, after end: Double, reachesEnd: Bool) {
    let start = min(duration, Double(sound.lowerBound) / frameRate)
    let isJoined = start - end < Self.shortestSilence
    if !isJoined { addSilence(from: end, to: start) }
    for (index, window) in windows.enumerated() {
      let (from, to) = (Double(index) * windowDuration, Double(index + 1) * windowDuration)
      parts.append(
        Part(
          start: index == 0 && isJoined ? end : start + from, end: min(duration, start + to), window: window))
    }
    // Less than a tenth of a window may be left over.
    if !reachesEnd { parts[parts.count - 1].end = min(duration, Double(sound.upperBound) / frameRate) }
  }

  private mutating func finish(after end: Double) {
    if parts.isEmpty || duration - end >= Self.shortestSilence {
      addSilence(from: end, to: duration)
    } else if end < duration {
      parts[parts.count - 1].end = duration
    }
  }

  private mutating func addSilence(from start: Double, to end: Double) {
    let count = max(1, Int(((end - start - Self.shortestSilence) / windowDuration).rounded(.up)))
    for index in 0..<count {
      let from = start + Double(index) * windowDuration
      parts.append(Part(start: from, end: index + 1 == count ? end : from + windowDuration, window: nil))
    }
  }
}
