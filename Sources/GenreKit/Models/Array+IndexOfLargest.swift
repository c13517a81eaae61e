extension [Double] {
  /// The index of the largest value: the first of several equal ones, 0 in an empty array.
  package var indexOfLargest: Int { indices.max { self[$0] < self[$1] } ?? 0 }
}
