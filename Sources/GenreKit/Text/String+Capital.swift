extension String {
  /// With a capital in front.
  package var capital: String { prefix(1).uppercased() + dropFirst() }
}
