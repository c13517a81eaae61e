import ArgumentParser
import GenreKit

/// Counts what worked and what did not, for the exit status of a command over several inputs.
struct FailureCount {
  private var successes = 0
  private var codes: [ExitCode] = []

  /// Notes an input that was answered.
  mutating func noteSuccess() { successes += 1 }

  /// Names an input that failed on standard error.
  mutating func report(_ error: GenreError) {
    Console.fail(error.description)
    codes.append(Failure.exitCode(of: error))
  }

  /// Notes an input that was answered, or names the error by which it failed.
  mutating func note(_ error: GenreError?) {
    if let error { report(error) } else { noteSuccess() }
  }

  /// 1 if some inputs failed and others did not; if all failed, the status that they share, or 1.
  func exitIfAny() throws {
    guard let first = codes.first else { return }
    throw successes == 0 && codes.allSatisfy { $0 == first } ? first : ExitCode(1)
  }
}
