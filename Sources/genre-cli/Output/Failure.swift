import ArgumentParser
import GenreKit
import GenreTraining

/// From an error to its exit status.
enum Failure {
  /// 64 usage, 65 data, 66 input, 73 cannot create, 70 for what else can go wrong, as in `sysexits.h`.
  static func exitCode(of error: GenreError) -> ExitCode {
    switch error.code {
    case .notFound, .unreadable: ExitCode(66)
    case .invalidArgument: ExitCode(64)
    case .unwritable: ExitCode(73)
    case .notAudio, .unsupportedFormat, .limitExceeded, .invalidModel, .invalidData: ExitCode(65)
    default: ExitCode(70)
    }
  }

  /// Runs `work`; an error is printed as one line and ends the command with its status.
  static func exiting<Value>(_ work: () throws(GenreError) -> Value) throws -> Value {
    do throws(GenreError) {
      return try work()
    } catch {
      Console.fail(error.description + hint(about: error))
      throw exitCode(of: error)
    }
  }

  /// The option that an error's remedy needs. The libraries name none, because they have other users as well.
  private static func hint(about error: GenreError) -> String {
    LabelMap.wouldMend(error) ? " (--map FILE, with the columns label and genres)" : ""
  }
}
