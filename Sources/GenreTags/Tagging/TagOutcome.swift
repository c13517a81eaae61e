/// What became of a file.
package enum TagOutcome: Hashable, Sendable {
  /// Values were written, or would be.
  case tagged(values: [String], before: [String])
  /// The field has values.
  case hasValues([String])
  /// The answer is unsure, below the least confidence, or of a genre without a name.
  case unsure
  /// An undo left the file alone: the field holds something else than was written.
  case changedSince([String])
  /// Nothing had to be done: the field has these values already.
  case same([String])
}
