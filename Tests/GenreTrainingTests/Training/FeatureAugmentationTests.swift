import GenreKit
import GenreKitTestSupport
import GenreTestSupport
import GenreTraining
import Testing

@Suite("Augmentation")
struct FeatureAugmentationTests {
  private func train(_ augmentation: FeatureAugmentation, threads: Int) throws -> GenreModel {
    let scratch = try Scratch()
    for (index, genre) in ["a", "b"].enumerated() {
      for clip in 0..<3 {
        try scratch.write(
          Sound.floatWAV(Made.samples(seconds: 4, seed: UInt64(5 * index + clip + 1))),
          to: "\(genre)/\(clip).wav")
      }
    }
    let dataset = try GenreDataset(
      decoding: GenreFolder(scratch.root), features: FeatureConfiguration())
    var training = TrainerConfiguration()
    training.epochs = 2
    training.threadCount = threads
    let configuration = GenreTrainer.Configuration(augmentation: augmentation, training: training)
    return try GenreTrainer(configuration: configuration).train(
      on: dataset, split: .track(of: dataset, validationShare: 0.3, seed: 1), command: "test"
    ).model
  }

  @Test("It changes the weights, and one seed gives one result on any number of threads")
  func deterministic() throws {
    let plain = try train(FeatureAugmentation(), threads: 1)
    let changed = try train(FeatureAugmentation(channel: 0.5, mixing: 0.3), threads: 1)
    let again = try train(FeatureAugmentation(channel: 0.5, mixing: 0.3), threads: 3)
    #expect(plain.network.parameters.values != changed.network.parameters.values)
    let differing = zip(changed.network.parameters.values, again.network.parameters.values).count { $0 != $1 }
    #expect(differing == 0)
  }

  @Test("Strengths out of range are refused", arguments: [(-1, 0), (0, 0.6), (.nan, 0)] as [(Float, Float)])
  func ranges(channel: Float, mixing: Float) {
    let error = #expect(throws: GenreError.self) {
      try train(FeatureAugmentation(channel: channel, mixing: mixing), threads: 1)
    }
    #expect(error?.code == .invalidArgument)
  }
}
