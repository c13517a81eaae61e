/// The steps of several sequences, laid out without padding: all sequences' first steps, then all second ones.
///
/// Sequences are ordered by length, longest first, so those still running at a step are always the first of
/// the rows, and the row of a sequence is the same at every step. Masking is then a matter of counts.
struct PackedRows {
  /// Pairs of steps that follow each other in the same sequences: `count` rows from `earlier` on, and as many
  /// from `later` on.
  struct Link {
    var earlier: Int
    var later: Int
    var count: Int
  }

  /// For each row, which sequence of the batch it is.
  private(set) var sequences: [Int] = []
  /// For each row, its number of steps; never increasing.
  private(set) var lengths: [Int] = []
  /// For each step, how many sequences are still running.
  private(set) var counts: [Int] = []
  /// For each step, its first packed row.
  private(set) var offsets: [Int] = []
  /// All pairs of neighbouring steps, in as few runs as there are.
  private(set) var links: [Link] = []

  /// The number of sequences.
  var rows: Int { sequences.count }
  /// The number of steps of all sequences together: the packed rows.
  var total: Int { (offsets.last ?? 0) + (counts.last ?? 0) }

  /// Lays out the sequences, which must come longest first.
  mutating func set(sequences: some Sequence<Int>, lengths allLengths: [Int]) {
    self.sequences.removeAll(keepingCapacity: true)
    self.sequences.append(contentsOf: sequences)
    lengths.removeAll(keepingCapacity: true)
    lengths.append(contentsOf: self.sequences.lazy.map { allLengths[$0] })
    setCounts()
    setLinks()
  }

  /// Lays out the same sequences with one step for so many of theirs, at least one each.
  mutating func set(_ other: PackedRows, shortenedBy factor: Int) {
    sequences.removeAll(keepingCapacity: true)
    sequences.append(contentsOf: other.sequences)
    lengths.removeAll(keepingCapacity: true)
    lengths.append(contentsOf: other.lengths.lazy.map { max(1, $0 / factor) })
    setCounts()
    setLinks()
  }

  private mutating func setCounts() {
    counts.removeAll(keepingCapacity: true)
    offsets.removeAll(keepingCapacity: true)
    var running = rows
    var offset = 0
    for step in 0..<(lengths.first ?? 0) {
      while lengths[running - 1] <= step { running -= 1 }
      counts.append(running)
      offsets.append(offset)
      offset += running
    }
  }

  private mutating func setLinks() {
    links.removeAll(keepingCapacity: true)
    for step in counts.indices.dropFirst() {
      let next = Link(earlier: offsets[step - 1], later: offsets[step], count: counts[step])
      if let last = links.last, last.earlier + last.count == next.earlier,
        last.later + last.count == next.later
      {
        links[links.count - 1].count += next.count
      } else {
        links.append(next)
      }
    }
  }
}
