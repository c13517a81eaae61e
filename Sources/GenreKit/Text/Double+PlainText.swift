extension Double {
  /// The number without a fraction where it has none: `3`, `2.5`.
  package var plainText: String {
    Int(exactly: self).map(String.init) ?? "\(self)"
  }
}
