import Foundation
import GRUNet
import GenreTestSupport
import Testing

@Suite("Checkpoints")
struct CheckpointTests {
  /// 18 sequences in batches of 4: five steps an epoch, three epochs.
  static let data = Result { try ToyProblem.data(18, seed: 1) }
  static let validation = Result { try ToyProblem.data(12, seed: 2) }

  static func train(
    _ configuration: Trainer.Configuration = ToyProblem.everything, dropout: Float = 0.25,
    resuming: TrainingCheckpoint? = nil,
    onProgress: (TrainingProgress) -> TrainingControl = { _ in .continue }
  ) throws -> TrainingOutcome {
    try Trainer(configuration: configuration).train(
      ToyProblem.network(.lstm, dropout: dropout), on: data.get(), validation: validation.get(),
      resuming: resuming, onProgress: onProgress,
      augment: { batch, generator in
        for index in batch.values.indices { batch.values[index] += 0.1 * Float(generator.normal()) }
      })
  }

  @Test("a training stopped at any call of progress ends, through a file, bit for bit as one that was not")
  func resume() throws {
    let folder = try Scratch()
    let whole = try Self.train()
    #expect(whole.history.epochs.count == 3)
    // Five steps and one end of an epoch, three times; the last is the end itself.
    for stop in 1...18 {
      var calls = 0
      let part = try Self.train { _ in
        calls += 1
        return calls == stop ? .checkpointAndStop : .continue
      }
      #expect(part.endReason == .stopped)
      let path = folder.path("checkpoint")
      try part.checkpoint.write(to: path)
      let checkpoint = try TrainingCheckpoint(contentsOf: path)
      #expect(checkpoint == part.checkpoint)
      let rest = try Self.train(resuming: checkpoint)
      #expect(rest.endReason == .completed)
      #expect(rest.last.parameters == whole.last.parameters, "stopped at call \(stop)")
      #expect(rest.best.parameters == whole.best.parameters)
      #expect(rest.history.timeless == whole.history.timeless)
    }
    #expect(try folder.contents() == ["checkpoint"])
  }

  @Test("a checkpoint comes after every epoch, and at a stop")
  func handedOver() throws {
    var positions: [[Int]] = []
    _ = try Trainer(configuration: ToyProblem.everything).train(
      ToyProblem.network(.gru), on: Self.data.get(),
      onProgress: { $0.epoch == 3 && $0.step == 2 ? .checkpointAndStop : .continue },
      onCheckpoint: { positions.append([$0.epoch, $0.step]) })
    #expect(positions == [[1, 0], [2, 0], [2, 2]])
  }

  @Test("a finished training can be made longer")
  func longer() throws {
    var configuration = ToyProblem.everything
    configuration.schedule = .constant
    let short = try Self.train(configuration)
    configuration.epochs = 5
    configuration.threadCount = 2
    let long = try Self.train(configuration, resuming: short.checkpoint)
    #expect(long.history.epochs.count == 5)
    #expect(try Self.train(configuration).last.parameters == long.last.parameters)
  }

  @Test("a configuration's JSON comes back as it was, and what is missing takes the defaults")
  func configurationJSON() throws {
    let coded = try JSONEncoder().encode(ToyProblem.everything)
    let read = try JSONDecoder().decode(Trainer.Configuration.self, from: coded)
    #expect(read == ToyProblem.everything)
    let sparse = Data(#"{"epochs": 7, "optimizer": {"kind": "adamW"}, "later": 1}"#.utf8)
    var expected = Trainer.Configuration()
    expected.epochs = 7
    expected.optimizer.kind = .adamW
    #expect(try JSONDecoder().decode(Trainer.Configuration.self, from: sparse) == expected)
  }

  @Test("another seed, architecture or data set is refused")
  func mismatch() throws {
    let checkpoint = try Self.train { _ in .checkpointAndStop }.checkpoint
    var configuration = ToyProblem.everything
    configuration.seed = 1
    #expect(throws: TrainingError.self) { try Self.train(configuration, resuming: checkpoint) }
    #expect(throws: TrainingError.self) { try Self.train(dropout: 0.5, resuming: checkpoint) }
    #expect(throws: TrainingError.self) {
      try Trainer(configuration: ToyProblem.everything).train(
        ToyProblem.network(.lstm, dropout: 0.25), on: ToyProblem.data(19, seed: 1), resuming: checkpoint)
    }
    // As many sequences, as long as those, and other by one bit of one value.
    let data = try Self.data.get()
    var other = LabelledSequences(featureCount: 3, classCount: 3)
    for index in 0..<data.count {
      var values = Array(data.values(of: index))
      if index == 7 { values[4] = values[4].nextUp }
      try other.append(values, label: data.label(of: index), weight: data.weight(of: index))
    }
    let error = #expect(throws: TrainingError.self) {
      try Trainer(configuration: ToyProblem.everything).train(
        ToyProblem.network(.lstm, dropout: 0.25), on: other, resuming: checkpoint)
    }
    #expect(error?.message.contains("other data") == true)
  }

  @Test("damaged checkpoints give an error or go on, never a crash", arguments: 0..<5)
  func damage(seed: UInt64) throws {
    let folder = try Scratch()
    let path = folder.path("checkpoint")
    var calls = 0
    let part = try Self.train { _ in
      calls += 1
      return calls == 8 ? .checkpointAndStop : .continue
    }
    try part.checkpoint.write(to: path)
    let original = try Scratch.bytes(path)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<60 {
      var bytes = original
      let headerLength = 8 + bytes[..<8].enumerated().reduce(0) { $0 + Int($1.element) << (8 * $1.offset) }
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        // Digits and letters in the header, most of all.
        let at = Int.random(in: 8..<headerLength, using: &random)
        bytes[at] = Array("0123456789{}[],:\"-e.ax".utf8).randomElement(using: &random) ?? 0
      }
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      guard let checkpoint = try? TrainingCheckpoint(contentsOf: path) else { continue }
      _ = try? Self.train(resuming: checkpoint)
    }
    for length in [0, 7, 100, original.count / 2, original.count - 1] {
      try Data(original.prefix(length)).write(to: URL(fileURLWithPath: path))
      let error = #expect(throws: TrainingError.self) { try TrainingCheckpoint(contentsOf: path) }
      #expect(error?.code == .invalidCheckpoint)
    }
  }
}
