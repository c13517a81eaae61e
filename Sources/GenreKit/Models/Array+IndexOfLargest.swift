extension [Double] {
  /// Where the largest value is: the first place of several that are level, 0 where there are none.
  package var indexOfLargest: Int { indices.max { self[$0] < self[$1] } ?? 0 }
}
