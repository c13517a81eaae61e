import ArgumentParser
import GenreTraining

/// The names of the learning-rate schedules.
enum ScheduleName: String, ExpressibleByArgument, CaseIterable {
  case constant, cosine, onecycle

  /// The name of a schedule.
  init(_ schedule: LearningRateSchedule) {
    self = Self.allCases.first { $0.schedule == schedule } ?? .constant
  }

  var schedule: LearningRateSchedule {
    switch self {
    case .constant: .constant
    case .cosine: .cosine
    case .onecycle: .oneCycle
    }
  }
}
