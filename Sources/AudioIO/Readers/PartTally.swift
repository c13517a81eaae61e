/// How long a recording is whose parts may have other rates, and whether its format changes on the way.
struct PartTally {
  private struct Part: Equatable {
    let channelCount: Int
    let sampleRate: Double

    var text: String { "\(Int(sampleRate)) Hz and \(channelCount) channel\(channelCount == 1 ? "" : "s")" }
  }

  private var first: Part?
  private var current: Part?
  private var change: Part?
  private var frameCount = 0
  private var earlierSeconds = 0.0

  /// Counts a block.
  mutating func add(frameCount count: Int, channelCount: Int, sampleRate: Double) {
    let part = Part(channelCount: channelCount, sampleRate: sampleRate)
    if first == nil { first = part }
    if part != first, change == nil { change = part }
    if let current, current.sampleRate != sampleRate {
      earlierSeconds += Double(frameCount) / current.sampleRate
      frameCount = 0
    }
    current = part
    frameCount += count
  }

  /// How much sound there was, in seconds.
  var seconds: Double { earlierSeconds + (current.map { Double(frameCount) / $0.sampleRate } ?? 0) }

  /// What a listener should know: the first change, if there was one.
  var warning: AudioWarning? {
    guard let first, let change else { return nil }
    return AudioWarning(
      .formatChange,
      "the format changes within the file, from \(first.text) to \(change.text); all parts were used")
  }
}
