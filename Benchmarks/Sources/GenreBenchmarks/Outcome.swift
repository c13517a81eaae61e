/// What came of timing one piece of work.
struct Outcome {
  let work: Work
  var ours = Series()
  var limit = Series()
  /// By the peer's name.
  var peers: [String: Series] = [:]
  /// The greatest memory that the work had, in MiB, where it ran in a process of its own.
  var memory: [String: Double] = [:]

  /// Our time, in seconds.
  var ourTime: Double { ours.wall / work.share }

  /// The least time that the limit allows, in seconds; nil where there is none.
  var limitTime: Double? {
    work.limit.map { limit.wall / $0.share / Double(work.threads) }
  }

  /// How many times the limit's processor time we take: thresholds are of this, because it hardly depends on what
  /// else the machine is doing.
  var ratio: Double? {
    work.limit.map { (ours.processor / work.share) / (limit.processor / $0.share) }
  }

  /// Our time on the cores, in seconds.
  var ourProcessorTime: Double { ours.processor / work.share }

  /// A peer's times, in seconds; nil where it is not installed or does not do this.
  func lap(of peer: String) -> Lap? {
    guard let series = peers[peer], !series.isEmpty else { return nil }
    let factor = work.peerWork?.factor ?? 1
    return Lap(wall: series.wall * factor, processor: series.processor * factor)
  }
}
