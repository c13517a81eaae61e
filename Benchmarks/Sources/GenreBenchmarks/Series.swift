/// The runs of one piece of work by one library.
struct Series {
  private(set) var laps: [Lap] = []

  var isEmpty: Bool { laps.isEmpty }

  /// The median by the clock on the wall, in seconds.
  var wall: Double { Self.median(laps.map(\.wall)) }

  /// The median on the cores, in seconds.
  var processor: Double { Self.median(laps.map(\.processor)) }

  mutating func add(_ lap: Lap) { laps.append(lap) }

  /// The upper median; 0 of nothing.
  static func median(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.sorted()[values.count / 2]
  }
}
