/// What cannot be left out of a piece of work, timed on this machine in the same turns.
struct Limit: Sendable {
  /// What the table calls it.
  let title: String
  /// How much of the limit's work one run does; times are divided by it.
  var share = 1.0
  /// Does it once, on one core.
  let run: @Sendable () throws -> Void
}
