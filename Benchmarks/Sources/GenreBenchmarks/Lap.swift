import Foundation

/// What one run took.
struct Lap {
  /// Seconds by the clock on the wall.
  var wall: Double
  /// Seconds of all threads of this process on their cores. What others do on the machine hardly shows in it.
  var processor: Double

  /// Times a piece of work of this process.
  static func of(_ work: () throws -> Void) rethrows -> Lap {
    let (wall, processor) = (now(CLOCK_MONOTONIC), now(CLOCK_PROCESS_CPUTIME_ID))
    try work()
    return Lap(wall: now(CLOCK_MONOTONIC) - wall, processor: now(CLOCK_PROCESS_CPUTIME_ID) - processor)
  }

  /// The seconds that a clock shows.
  static func now(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
