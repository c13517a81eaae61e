extension Int {
  /// The least multiple that is no smaller.
  func roundedUp(to multiple: Int) -> Int { (self + multiple - 1) / multiple * multiple }
}
