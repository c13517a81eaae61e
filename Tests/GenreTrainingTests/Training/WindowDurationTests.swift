import GenreKit
import GenreKitTestSupport
import GenreTraining
import GenreTrainingTestSupport
import Testing

@Suite("The length of the windows that are trained on")
struct WindowDurationTests {
  @Test(
    "Windows of a length that no model can have are refused", arguments: [0, -1, 0.09, 601, .nan, .infinity])
  func hostileDurations(duration: Double) throws {
    let grid = SegmentGrid(duration: duration)
    #expect(throws: GenreError.self) { try Made.dataset().segments(grid: grid) }
    var training = GenreTrainer.Configuration()
    training.grid = grid
    let dataset = try Made.dataset()
    let split = try DatasetSplit.track(of: dataset, validationShare: 0.3, seed: 1)
    let error = #expect(throws: GenreError.self) {
      try GenreTrainer(configuration: training).train(on: dataset, split: split, command: "")
    }
    #expect(error?.code == .invalidArgument)
  }
}
