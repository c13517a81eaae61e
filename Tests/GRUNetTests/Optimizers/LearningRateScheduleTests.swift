import GRUNet
import Testing

@Suite("Learning-rate schedules")
struct LearningRateScheduleTests {
  static let schedules: [(String, LearningRateSchedule)] = [
    ("constant", .constant),
    ("step", LearningRateSchedule(shape: .step(everyEpochs: 2, factor: 0.3))),
    ("cosine", LearningRateSchedule(shape: .cosine(minimum: 0.05))),
    ("oneCycle", .oneCycle),
    ("warmUpConstant", LearningRateSchedule(warmUpEpochs: 0.8)),
    ("warmUpCosine", LearningRateSchedule(shape: .cosine(minimum: 0), warmUpEpochs: 0.8)),
  ]

  @Test("every step has the rate of PyTorch's scheduler", arguments: schedules.map(\.0))
  func parity(name: String) throws {
    let schedule = try #require(Self.schedules.first { $0.0 == name }).1
    let expected = try Golden("schedules").file.floats(of: name)
    #expect(expected.count == 40)
    for (step, rate) in expected.enumerated() {
      let got = schedule.multiplier(step: step, stepsPerEpoch: 10, epochCount: 4)
      #expect(abs(got - rate) < 2e-6, "step \(step): \(got), PyTorch \(rate)")
    }
  }

  @Test("no length of training gives a rate outside 0 to 1", arguments: 1...12)
  func bounds(epochs: Int) {
    for (name, schedule) in Self.schedules {
      for step in 0..<epochs * 3 + 2 {
        let rate = schedule.multiplier(step: step, stepsPerEpoch: 3, epochCount: epochs)
        #expect((0...1).contains(rate), "\(name), step \(step)")
      }
    }
  }
}
