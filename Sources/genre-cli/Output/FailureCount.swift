import ArgumentParser
import GenreKit

/// Counts what worked and what did not, for the exit status of a command over several inputs.
struct FailureCount {
  private var successes = 0
  /// The status of the first that failed, and whether all that failed share it.
  private var failure: (first: ExitCode, isShared: Bool)?

  /// Notes an input that was answered.
  mutating func noteSuccess() { successes += 1 }

  /// Names an input that failed on standard error.
  mutating func report(_ error: GenreError) {
    Console.fail(error.description)
    let code = Failure.exitCode(of: error)
    failure = failure.map { ($0.first, $0.isShared && $0.first == code) } ?? (code, true)
  }

  /// Notes an input that was answered, or names the error by which it failed.
  mutating func note(_ error: GenreError?) {
    if let error { report(error) } else { noteSuccess() }
  }

  /// 1 if some inputs failed and others did not; if all failed, the status that they share, or 1.
  func exitIfAny() throws {
    guard let failure else { return }
    throw successes == 0 && failure.isShared ? failure.first : ExitCode(1)
  }
}
