import ArgumentParser
import GenreTraining

/// The names of the learning-rate schedules.
enum ScheduleName: String, ExpressibleByArgument, CaseIterable {
  case constant, cosine, onecycle

  var schedule: LearningRateSchedule {
    switch self {
    case .constant: .constant
    case .cosine: .cosine
    case .onecycle: .oneCycle
    }
  }
}
