import GRUNet
import GenreKit

extension GenreError {
  /// The facade's word for an error of training.
  init(_ error: TrainingError) {
    let code: Code =
      switch error.code {
      case .invalidConfiguration: .invalidArgument
      case .invalidData, .invalidCheckpoint: .invalidData
      default: .trainingFailed
      }
    self.init(code, error.message)
  }

  static func translating<Value>(_ work: () throws(TrainingError) -> Value) throws(GenreError) -> Value {
    do throws(TrainingError) { return try work() } catch { throw GenreError(error) }
  }
}
