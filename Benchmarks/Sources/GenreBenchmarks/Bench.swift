import Foundation

/// Times pieces of work, ours and the peers' in turn.
struct Bench {
  /// How long the peers' threads are left to fall asleep: those of OpenMP and TensorFlow spin on for a while, waiting
  /// for more, on the cores that we are to be timed on.
  private static let rest = 0.15

  /// The peers that could be started.
  let peers: [PeerProcess]

  /// Times one piece of work; peers run it as often as we do.
  func time(_ work: Work) throws -> Outcome {
    var outcome = Outcome(work: work)
    let asked = peers.filter { work.peers.contains($0.name) }
    try warmUp(work)
    for _ in 0..<work.repetitions {
      if work.repetitions > 1, !asked.isEmpty { try rest(before: work) }
      outcome.ours.add(try Lap.of(work.run))
      if let limit = work.limit { outcome.limit.add(try Lap.of(limit.run)) }
      for peer in asked {
        guard let lap = peer.lap(of: work.peerWork?.name ?? work.name) else { continue }
        outcome.peers[peer.name, default: Series()].add(lap)
      }
    }
    return outcome
  }

  /// Waits for the peers' threads, and then works until our own are spread over the cores again: a step of some
  /// milliseconds is over before the system has found the second thread a core of its own.
  private func rest(before work: Work) throws {
    Thread.sleep(forTimeInterval: Self.rest)
    let end = Date(timeIntervalSinceNow: Self.rest / 2)
    repeat { try work.run() } while Date() < end
  }

  /// Work that is too long to be run more than once is not run for nothing.
  private func warmUp(_ work: Work) throws {
    guard work.repetitions > 1 else { return }
    for _ in 0..<(work.repetitions > 5 ? 3 : 1) {
      try work.run()
      try work.limit?.run()
    }
  }
}
