/// Times pieces of work, ours and the peers' in turn.
struct Bench {
  /// The peers that could be started.
  let peers: [PeerProcess]

  /// Times one piece of work; peers run it as often as we do.
  func time(_ work: Work) throws -> Outcome {
    var outcome = Outcome(work: work)
    let asked = peers.filter { work.peers.contains($0.name) }
    try warmUp(work)
    for _ in 0..<work.repetitions {
      if let limit = work.limit { outcome.limit.add(try Lap.of(limit.run)) }
      outcome.ours.add(try Lap.of(work.run))
      for peer in asked {
        guard let lap = peer.lap(of: work.peerWork?.name ?? work.name) else { continue }
        outcome.peers[peer.name, default: Series()].add(lap)
      }
    }
    return outcome
  }

  private func warmUp(_ work: Work) throws {
    for _ in 0..<(work.repetitions > 5 ? 3 : 1) {
      try work.run()
      try work.limit?.run()
    }
  }
}
