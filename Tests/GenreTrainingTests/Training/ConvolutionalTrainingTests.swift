import Foundation
import GRUNet
import GenreFeatures
import GenreKit
import GenreKitTestSupport
import GenreTestSupport
import GenreTraining
import GenreTrainingTestSupport
import Testing

/// The convolutional recipe on a toy: clips whose energy lies in low bands, in high bands, or everywhere.
@Suite("Training on stretches of mel spectrograms")
struct ConvolutionalTrainingTests {
  private static let features = FeatureConfiguration(kind: .mel)

  private static func clip(_ kind: Int, seed: UInt64, frames: Int = 90) -> FeatureMatrix {
    var generator = RandomGenerator(seed: seed)
    let values = (0..<frames * 128).map { index -> Float in
      let isLow = index % 128 < 64
      let level: Float = kind == 2 || (kind == 0) == isLow ? -20 : -60
      return level + Float.random(in: -6...6, using: &generator)
    }
    return FeatureMatrix(frameCount: frames, coefficientCount: 128, values: values)
  }

  private static func dataset(_ labels: [String], kinds: [Int], clips: Int, seed: UInt64) throws
    -> GenreDataset
  {
    var items: [GenreDataset.Item] = []
    for (label, kind) in zip(labels, kinds) {
      for index in 0..<clips {
        items.append(
          .init(
            name: "\(label)/\(index)", label: label,
            features: clip(kind, seed: seed + UInt64(1000 * kind + index))))
      }
    }
    return try GenreDataset(labels: labels, items: items, features: features, source: "made for a test")
  }

  private static func configuration(threads: Int = 2, networks: Int = 1) -> GenreTrainer.Configuration {
    var configuration = TrainingRecipe.convolutional.configuration
    configuration.setChannels([4, 4, 4, 4])
    configuration.network?.layers[0].hiddenSize = 6
    configuration.grid = SegmentGrid(duration: 1)
    configuration.networkCount = networks
    configuration.training.epochs = 4
    configuration.training.batchSize = 4
    configuration.training.validationInterval = 2
    configuration.training.threadCount = threads
    return configuration
  }

  private func train(
    _ configuration: GenreTrainer.Configuration, checkpoint: CheckpointFile? = nil,
    onProgress: (TrainingProgress) -> TrainingControl = { _ in .continue }
  ) throws -> GenreTrainer.Outcome {
    let dataset = try Self.dataset(["dark", "bright"], kinds: [0, 1], clips: 8, seed: 1)
    let others = try Self.dataset(["hiss", "either"], kinds: [2, 0], clips: 4, seed: 2)
    let scratch = try Scratch()
    let map = try scratch.write(
      Data("label,genres\nhiss,\neither,dark;bright\n".utf8), to: "map.csv")
    return try GenreTrainer(configuration: configuration).train(
      on: dataset, split: .track(of: dataset, validationShare: 0.25, seed: 1),
      supplements: [SupplementaryClips(dataset: others, map: LabelMap(csv: map), times: 2)], command: "test",
      checkpoint: checkpoint, onProgress: onProgress)
  }

  private func weights(_ model: GenreModel) -> [[Float]] { model.networks.map(\.parameters.values) }

  @Test("It learns, tells what is none of the genres, and its file says all of that again")
  func learns() throws {
    var configuration = Self.configuration(networks: 2)
    configuration.training.epochs = 12
    let outcome = try train(configuration)
    #expect(outcome.validation?.accuracy == 1)
    #expect(outcome.model.rejectsOutOfScope && outcome.model.networks.count == 2)
    #expect(outcome.model.features.coefficientCount == 64 && outcome.model.standardization.removesLevel)
    let hiss = try Self.dataset(["dark", "bright"], kinds: [2, 2], clips: 2, seed: 77)
    let music = try Self.dataset(["dark", "bright"], kinds: [0, 1], clips: 2, seed: 78)
    let rejected = try outcome.model.scores(of: hiss, indices: [0, 1, 2, 3]).map(\.outOfScope)
    let accepted = try outcome.model.scores(of: music, indices: [0, 1, 2, 3]).map(\.outOfScope)
    #expect((rejected.min() ?? 0) > (accepted.max() ?? 1))

    let scratch = try Scratch()
    try outcome.model.write(to: scratch.path("m.safetensors"))
    let read = try GenreModel(.file(scratch.path("m.safetensors")))
    #expect(weights(read) == weights(outcome.model))
    #expect(read.rejectsOutOfScope && read.standardization == outcome.model.standardization)
    #expect(read.features == outcome.model.features)
    #expect(try read.scores(of: music, indices: [0, 3]) == outcome.model.scores(of: music, indices: [0, 3]))
  }

  @Test("One seed gives one result on any number of threads, another seed another")
  func deterministic() throws {
    for exchange in [0, 0.5] as [Float] {
      var configuration = Self.configuration(threads: 1)
      configuration.crops?.exchange = exchange
      let one = try train(configuration).model
      configuration.training.threadCount = 3
      #expect(weights(one) == weights(try train(configuration).model))
    }
    let one = try train(Self.configuration(threads: 1)).model
    var other = Self.configuration(threads: 1)
    other.training.seed = 2
    #expect(weights(try train(other).model) != weights(one))
  }

  @Test("Several networks are those of consecutive seeds, and their log probabilities are averaged")
  func ensemble() throws {
    let both = try train(Self.configuration(networks: 2)).model
    var second = Self.configuration()
    second.training.seed += 1
    #expect(
      weights(both) == weights(try train(Self.configuration()).model) + weights(try train(second).model))
    let clips = try Self.dataset(["dark", "bright"], kinds: [0, 1], clips: 1, seed: 5)
    func windows(_ network: SequenceClassifier) throws -> [Double] {
      try GenreModel(
        name: "one", labels: both.labels, features: both.features, grid: both.grid,
        standardization: both.standardization, networks: [network], rejectsOutOfScope: true
      ).scores(of: clips, indices: [0])[0].windows[0]
    }
    let parts = try both.networks.map(windows)
    let mean = zip(parts[0], parts[1]).map { ($0 + $1) / 2 }
    let total = log(mean.reduce(0) { $0 + exp($1) })
    for (value, expected) in zip(try both.scores(of: clips, indices: [0])[0].windows[0], mean) {
      #expect(abs(value - (expected - total)) < 1e-12)
    }
  }

  @Test("Stopped in its second network and resumed, it ends as if nothing had happened")
  func resume() throws {
    let scratch = try Scratch()
    let whole = try train(Self.configuration(networks: 2)).model
    var steps = 0
    let stopped = try train(
      Self.configuration(networks: 2), checkpoint: CheckpointFile(path: scratch.path("c"), isResuming: false)
    ) { progress in
      if progress.finishedEpoch == nil { steps += 1 }
      return steps > 40 ? .checkpointAndStop : .continue
    }
    #expect(stopped.endReason == .stopped && stopped.model.networks.count == 2)
    let checkpoint = CheckpointFile(path: scratch.path("c"), isResuming: true)
    #expect(
      weights(try train(Self.configuration(networks: 2), checkpoint: checkpoint).model) == weights(whole))
    checkpoint.remove(networkCount: 2)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.root).isEmpty)
  }

  @Test("Begun anew by mistake and stopped in its first epoch, a training leaves the older checkpoint")
  func mistake() throws {
    let scratch = try Scratch()
    let anew = CheckpointFile(path: scratch.path("c"), isResuming: false)
    _ = try train(Self.configuration(), checkpoint: anew) { $0.epoch > 2 ? .checkpointAndStop : .continue }
    let older = try Data(contentsOf: URL(filePath: anew.path))
    _ = try train(Self.configuration(), checkpoint: anew) { _ in .checkpointAndStop }
    #expect(try Data(contentsOf: URL(filePath: anew.path)) == older)
    _ = try train(Self.configuration(), checkpoint: anew) { $0.epoch > 1 ? .checkpointAndStop : .continue }
    #expect(try Data(contentsOf: URL(filePath: anew.path)) != older)
  }

  @Test("A checkpoint of other changes by chance is refused")
  func otherAugmentation() throws {
    let scratch = try Scratch()
    let path = scratch.path("c")
    _ = try train(Self.configuration(), checkpoint: CheckpointFile(path: path, isResuming: false)) { _ in
      .checkpointAndStop
    }
    let changes: [(inout GenreTrainer.Configuration) -> Void] = [
      { $0.crops?.noise = 0 }, { $0.grid = SegmentGrid(duration: 1.5) }, { $0.removesLevel = false },
    ]
    for change in changes {
      var other = Self.configuration()
      change(&other)
      let error = #expect(throws: GenreError.self) {
        try train(other, checkpoint: CheckpointFile(path: path, isResuming: true))
      }
      #expect(error?.message.contains("another configuration") == true && error?.path == path)
    }
  }

  @Test("A checkpoint that cannot be written ends the training as a file that cannot be written does")
  func unwritableCheckpoint() throws {
    let scratch = try Scratch()
    let folder = scratch.folder.appending(path: "gone")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appending(path: "c").path()
    let error = #expect(throws: GenreError.self) {
      try train(Self.configuration(), checkpoint: CheckpointFile(path: path, isResuming: false)) { _ in
        try? FileManager.default.removeItem(at: folder)
        return .continue
      }
    }
    #expect(
      error?.code == .unwritable && error?.path?.hasPrefix(folder.path()) == true,
      "\(String(describing: error))")
  }

  @Test("A training whose task is cancelled leaves its model as far as it came, and no figures")
  func cancelled() async throws {
    let dataset = try Made.dataset()
    let split = try DatasetSplit.track(of: dataset, validationShare: 0.3, seed: 1)
    var configuration = GenreTrainer.Configuration()
    configuration.training.epochs = 1000
    let trainer = GenreTrainer(configuration: configuration)
    let task = Task.detached { () throws(GenreError) -> GenreTrainer.Outcome in
      try trainer.train(
        on: dataset, split: split,
        onProgress: { progress in
          if progress.epoch > 1 { withUnsafeCurrentTask { $0?.cancel() } }
          return .continue
        })
    }
    let outcome = try await task.value
    #expect(outcome.endReason == .cancelled && outcome.validation == nil)
    #expect(outcome.model.labels == dataset.labels && outcome.model.calibration == Calibration())
  }

  @Test("The provenance counts recordings, also where windows are dealt out")
  func recordings() throws {
    let dataset = try Made.dataset()
    let divided = try SplitMethod.segment.divide(dataset, validationShare: 0.3, seed: 1)
    var configuration = GenreTrainer.Configuration()
    configuration.training.epochs = 1
    let outcome = try GenreTrainer(configuration: configuration).train(
      on: divided.dataset, split: divided.split)
    let counts = try #require(outcome.model.provenance?.clipCounts)
    #expect(counts[0] <= dataset.items.count && divided.split.training.count > dataset.items.count)
  }

  @Test("Balanced, a clip whose label is a set weighs in each of its genres")
  func balance() throws {
    let scratch = try Scratch()
    let checkpoint = CheckpointFile(path: scratch.path("c"), isResuming: false)
    var configuration = Self.configuration()
    configuration.balancesGenres = true
    _ = try train(configuration, checkpoint: checkpoint) { _ in .checkpointAndStop }
    // Six clips of either genre, four of both twice over, and four of none, also twice.
    let state = try TrainingCheckpoint(contentsOf: checkpoint.path)
    let expected = [10, 10, 8].map { Float(28) / Float(3 * $0) }
    #expect(state.configuration.classWeights == expected, "\(state.configuration.classWeights ?? [])")
  }

  @Test("A label that stands for nothing and is not said to is refused")
  func unknownLabel() throws {
    let dataset = try Self.dataset(["dark", "bright"], kinds: [0, 1], clips: 4, seed: 1)
    let others = try Self.dataset(["dark", "polka"], kinds: [0, 1], clips: 1, seed: 2)
    let error = #expect(throws: GenreError.self) {
      try GenreTrainer(configuration: Self.configuration()).train(
        on: dataset, split: .track(of: dataset, validationShare: 0.25, seed: 1),
        supplements: [SupplementaryClips(dataset: others)], command: "test")
    }
    #expect(error?.code == .invalidData && error?.message.contains("polka") == true)
  }

  @Test("A further genre is learnt from additional clips alone, and one without a clip is refused")
  func furtherGenre() throws {
    let dataset = try Self.dataset(["dark", "bright"], kinds: [0, 1], clips: 8, seed: 1)
    let others = try Self.dataset(["bright", "even"], kinds: [1, 2], clips: 8, seed: 2)
    var configuration = Self.configuration()
    configuration.training.epochs = 30
    func train(_ genres: [String]) throws -> GenreTrainer.Outcome {
      try GenreTrainer(configuration: configuration).train(
        on: dataset.adding(genres: genres), split: .track(of: dataset, validationShare: 0.25, seed: 1),
        supplements: [SupplementaryClips(dataset: others)], command: "test")
    }
    let model = try train(["even"]).model
    #expect(model.labels == ["bright", "dark", "even"])
    let unseen = try Self.dataset(["bright", "even"], kinds: [1, 2], clips: 4, seed: 9)
    let clips = try model.scores(of: unseen, indices: Array(0..<8))
    let evaluation = Evaluation(clips, labels: model.labels, calibration: model.calibration)
    #expect(evaluation.correct >= 7, "\(evaluation.correct) of 8")
    let missing = #expect(throws: GenreError.self) { try train(["even", "polka"]) }
    #expect(missing?.code == .invalidData && missing?.message.contains("polka") == true)
    #expect(throws: GenreError.self) { try train(["dark"]) }
  }
}
