extension String {
  /// Whether standard error holds nothing, or only the warning that made sounds are no music that a model knows: whether
  /// a model says so of a tune of sines is its own affair.
  var isEmptyButForScope: Bool {
    split(separator: "\n").allSatisfy { $0.contains("does not sound like music of a genre") }
  }
}
