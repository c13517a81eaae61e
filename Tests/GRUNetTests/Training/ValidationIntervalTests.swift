import GRUNet
import Testing

@Suite("Validation every few epochs")
struct ValidationIntervalTests {
  @Test("Only every third epoch and the last are measured, and a measured one is chosen")
  func interval() throws {
    var configuration = ToyProblem.everything
    configuration.epochs = 8
    configuration.validationInterval = 3
    configuration.selection = .highestValidationAccuracy
    let outcome = try Trainer(configuration: configuration).train(
      ToyProblem.network(.gru), on: ToyProblem.data(40, seed: 1),
      validation: ToyProblem.data(20, seed: 2))
    let measured = outcome.history.epochs.filter { $0.validationLoss != nil }.map(\.number)
    #expect(measured == [3, 6, 8])
    #expect(measured.contains(try #require(outcome.history.bestEpoch)))
  }

  @Test("No epoch at all is no interval")
  func zero() {
    var configuration = ToyProblem.everything
    configuration.validationInterval = 0
    let error = #expect(throws: TrainingError.self) {
      try Trainer(configuration: configuration).train(
        ToyProblem.network(.gru), on: ToyProblem.data(4, seed: 1))
    }
    #expect(error?.code == .invalidConfiguration)
  }

  @Test("Patience is lost where an epoch is measured, not in between")
  func patience() throws {
    var configuration = ToyProblem.everything
    configuration.epochs = 20
    configuration.validationInterval = 5
    configuration.patience = 3
    configuration.selection = .lowestValidationLoss
    let losses = [1, 0.5, 0.7, 0.1]
    var seen = 0
    let outcome = try Trainer(configuration: configuration).train(
      ToyProblem.network(.gru), on: ToyProblem.data(8, seed: 1),
      validate: { _ in
        seen += 1
        return ValidationMetrics(loss: losses[seen - 1], accuracy: 0)
      })
    #expect(outcome.endReason == .noImprovement)
    #expect(outcome.history.epochs.count == 15 && outcome.history.bestEpoch == 10)
  }
}
