/// A piece of work that is timed: by us, by peers, and what of it the machine could not do faster.
struct Work {
  /// What thresholds and peers call it.
  let name: String
  /// What the table calls it.
  let title: String
  /// How many times it is run, in turn with the peers.
  var repetitions = 15
  /// How much of the work one run is: 1, or less where the rest would only repeat it. Times are divided by it.
  var share = 1.0
  /// How many threads the limit may use: the wall's limit is that much lower than one core's.
  var threads = 1
  /// Does it once.
  let run: () throws -> Void
  /// What cannot be left out of it.
  var limit: Limit?
  /// The names of the peers that are asked.
  var peers: [String] = []
  /// What the peers call it, where they do another share of it, and the factor from theirs to ours.
  var peerWork: (name: String, factor: Double)?
  /// The goal that was set, in words.
  var goal = ""
}
