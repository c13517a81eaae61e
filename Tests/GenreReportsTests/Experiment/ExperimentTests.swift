import Foundation
import GRUNet
import GenreKit
import GenreKitTestSupport
import GenreReports
import GenreTestSupport
import GenreTrainingTestSupport
import Synchronization
import Testing

@Suite("The experiment: one cell against another")
struct ExperimentTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func configuration(epochs: Int = 2, seeds: [UInt64] = [1, 2]) -> Experiment.Configuration {
    var configuration = Experiment.Configuration()
    configuration.seeds = seeds
    configuration.training.epochs = epochs
    configuration.jobs = 2
    return configuration
  }

  private func folder(_ name: String) -> ExperimentFolder { ExperimentFolder(scratch.path(name)) }

  /// A run without what the clock says.
  private func timeless(_ results: [ExperimentRun.Result]) throws -> [String] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try results.map { result in
      String(decoding: try encoder.encode(result), as: UTF8.self).replacing(
        /"seconds":[0-9.eE+-]+/, with: "")
    }
  }

  @Test("Every cell is run with every seed on the same sides; a second call trains nothing and says the same")
  func runs() throws {
    let dataset = try Made.dataset()
    let experiment = Experiment(configuration: configuration())
    let result = try experiment.run(on: dataset, in: folder("a"))
    #expect(result.isComplete && result.runs.count == 4)
    #expect(result.runs.map(\.run.cell) == [.gru, .lstm, .gru, .lstm])
    #expect(result.runs.map(\.run.seed) == [1, 1, 2, 2])
    #expect(Set(result.runs.map { $0.best.map(\.name) }).count == 1)
    #expect(result.runs.allSatisfy { $0.history.epochs.count == 2 && $0.measuredSide == "test" })
    var finished = 0
    let again = try experiment.run(
      on: dataset, in: folder("a"), onStart: { _, done, _ in finished = done },
      onFinish: { _ in Issue.record("trained again") })
    #expect(finished == 4 && again.runs == result.runs)
  }

  @Test("Stopped at any step, the same call goes on to the same result; so does one run at a time")
  func resumption() throws {
    let dataset = try Made.dataset()
    let whole = try Experiment(configuration: configuration()).run(on: dataset, in: folder("whole"))
    let expected = try timeless(whole.runs)
    for limit in [3, 9, 17] {
      let steps = Mutex(0)
      let stopped = try Experiment(configuration: configuration()).run(
        on: dataset, in: folder("b\(limit)"),
        onProgress: { _ in
          steps.withLock { count in
            count += 1
            return count > limit ? .checkpointAndStop : .continue
          }
        })
      #expect(!stopped.isComplete)
      var one = configuration()
      one.jobs = 1
      let resumed = try Experiment(configuration: one).run(on: dataset, in: folder("b\(limit)"))
      #expect(try timeless(resumed.runs) == expected)
      let left = try FileManager.default.contentsOfDirectory(atPath: scratch.path("b\(limit)/runs"))
      #expect(left.allSatisfy { $0.hasSuffix(".json") }, "\(left)")
    }
  }

  @Test("More seeds and splits join what is there; other data or settings are refused")
  func growth() throws {
    let dataset = try Made.dataset()
    _ = try Experiment(configuration: configuration(seeds: [1])).run(on: dataset, in: folder("c"))
    var larger = configuration(seeds: [1, 2])
    larger.splits = [.segment, .track]
    var finished = 0
    let result = try Experiment(configuration: larger).run(
      on: dataset, in: folder("c"), onStart: { _, done, _ in finished = done })
    #expect(finished == 2 && result.runs.count == 8)
    var balanced = configuration(seeds: [1])
    balanced.balancesGenres = true
    for (data, settings) in [
      (try Made.dataset(seed: 2), configuration(seeds: [1])), (dataset, configuration(epochs: 3, seeds: [1])),
      (dataset, balanced),
    ] {
      let error = #expect(throws: GenreError.self) {
        try Experiment(configuration: settings).run(on: data, in: folder("c"))
      }
      #expect(error?.code == .invalidData && error?.path?.hasSuffix("segment-gru-seed1.json") == true)
    }
  }

  @Test("Runs of a list that says something else by now are refused")
  func changedList() throws {
    let dataset = try Made.dataset(labels: ["a", "b"])
    func write(_ artist: (Int) -> Int) throws {
      let lines = dataset.items.indices.map { "\(dataset.items[$0].name),\(artist($0))" }
      try scratch.write(Data(("clip,artist\n" + lines.joined(separator: "\n")).utf8), to: "artists.csv")
    }
    try write { $0 }
    var configuration = configuration(epochs: 1, seeds: [1])
    configuration.splits = [.groups(file: scratch.path("artists.csv"))]
    let experiment = Experiment(configuration: configuration)
    _ = try experiment.run(on: dataset, in: folder("h"))
    _ = try experiment.run(on: dataset, in: folder("h"), onFinish: { _ in Issue.record("trained again") })
    try write { 100 - $0 }
    let error = #expect(throws: GenreError.self) { try experiment.run(on: dataset, in: folder("h")) }
    #expect(error?.code == .invalidData && error?.message.contains("other data or settings") == true)
  }

  @Test("A finished run whose answers cannot be is refused by its file")
  func damagedRun() throws {
    let dataset = try Made.dataset()
    let experiment = Experiment(configuration: configuration(epochs: 1, seeds: [1]))
    _ = try experiment.run(on: dataset, in: folder("f"))
    let path = scratch.path("f/runs/segment-gru-seed1.json")
    let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    for (good, bad) in [(/"genre":[0-9]+/, #""genre":99"#), (/"truth":[0-9]+/, #""truth":-1"#)] {
      let damaged = text.replacing(good, with: bad)
      #expect(damaged != text)
      try scratch.write(Data(damaged.utf8), to: "f/runs/segment-gru-seed1.json")
      let error = #expect(throws: GenreError.self) { try experiment.run(on: dataset, in: folder("f")) }
      #expect(error?.code == .invalidData && error?.path == path)
    }
  }

  @Test("A cancelled task stops the runs in hand, whose checkpoints are gone on from")
  func cancellation() async throws {
    let dataset = try Made.dataset()
    let long = Experiment(configuration: configuration(epochs: 4000, seeds: [1, 2]))
    let folder = folder("g")
    let begun = Mutex<Set<ExperimentRun>>([])
    // From the threads that train: the task's own is busy with the experiment, and others may be with other tests.
    let handle = Mutex<Task<GenreError.Code?, Never>?>(nil)
    let task = Task { () -> GenreError.Code? in
      do throws(GenreError) {
        _ = try long.run(
          on: dataset, in: folder,
          onProgress: { progress in
            let count = begun.withLock { begun in
              begun.insert(progress.run)
              return begun.count
            }
            if count == 2 { handle.withLock { $0?.cancel() } }
            return .continue
          })
        return nil
      } catch {
        return error.code
      }
    }
    handle.withLock { $0 = task }
    #expect(await task.value == .cancelled)
    let left = try FileManager.default.contentsOfDirectory(atPath: scratch.path("g/runs"))
    #expect(left.count { $0.contains(".checkpoint") } == 2, "\(left)")
  }

  @Test("In folds every recording is answered once by each cell and seed")
  func folds() throws {
    var configuration = configuration(epochs: 1, seeds: [1])
    configuration.splits = [.track]
    configuration.folds = 3
    let result = try Experiment(configuration: configuration).run(on: Made.dataset(), in: folder("d"))
    #expect(result.runs.map(\.run.fold) == [1, 1, 2, 2, 3, 3])
    let gru = result.runs.filter { $0.run.cell == .gru }.flatMap { $0.best.map(\.name) }
    #expect(gru.count == 18 && Set(gru).count == 18)
    let comparison = try #require(ExperimentSummary(result).splits[0].comparisons.first)
    #expect(comparison.pairs == "folds" && comparison[.trackAccuracy]?.differences.count == 3)
  }

  @Test("A folder that cannot be made, no seeds, a split twice: found before any training")
  func refusals() throws {
    let file = try scratch.write(Data(), to: "file")
    func code(_ configuration: Experiment.Configuration, _ path: String) throws -> GenreError.Code? {
      let dataset = try Made.dataset()
      return #expect(throws: GenreError.self) {
        try Experiment(configuration: configuration).run(
          on: dataset, in: ExperimentFolder(path),
          onProgress: { _ in
            Issue.record("trained")
            return .checkpointAndStop
          })
      }?.code
    }
    #expect(try code(configuration(), file + "/report") == .unwritable)
    #expect(try code(configuration(seeds: []), scratch.path("e")) == .invalidArgument)
    #expect(try code(configuration(seeds: [1, 1]), scratch.path("e")) == .invalidArgument)
    var twice = configuration()
    twice.splits = [.track, .track]
    #expect(try code(twice, scratch.path("e")) == .invalidArgument)
    var segments = configuration()
    segments.folds = 4
    #expect(try code(segments, scratch.path("e")) == .invalidArgument)
    #expect(!FileManager.default.fileExists(atPath: scratch.path("e")))
  }

  @Test("A split without a test side is measured on its validation side, and the report says so")
  func noTestSide() throws {
    var configuration = configuration(epochs: 1, seeds: [1])
    configuration.splits = [.track]
    configuration.testShare = 0
    configuration.validationShare = 0.3
    let result = try Experiment(configuration: configuration).run(on: Made.dataset(), in: folder("f"))
    #expect(result.runs.allSatisfy { $0.measuredSide == "validation" })
    #expect(ExperimentReport(result).html.contains("There is no test side"))
  }

  @Test(
    "Windows of a length that no model can have are refused", arguments: [0, -1, 0.09, 601, .nan, .infinity])
  func hostileDurations(duration: Double) throws {
    let dataset = try Made.dataset()
    var experiment = Experiment.Configuration()
    experiment.grid = SegmentGrid(duration: duration)
    #expect(throws: GenreError.self) {
      try Experiment(configuration: experiment).run(on: dataset, in: ExperimentFolder("/nowhere"))
    }
  }
}
