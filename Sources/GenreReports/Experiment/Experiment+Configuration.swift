import GRUNet
import GenreKit
import GenreTraining

extension Experiment {
  /// Everything that the figures depend on, apart from the data.
  public struct Configuration: Sendable, Hashable {
    /// The cells to compare, each in the baseline network.
    public var cells: [RecurrentCellKind] = [.gru, .lstm]
    /// The methods of splitting the data. Each is an experiment of its own; the report shows all of them.
    public var splits: [SplitMethod] = [.segment]
    /// The seeds of weights and order: one run each. The split is the same for all of them.
    public var seeds: [UInt64] = [1, 2, 3, 4, 5]
    /// The folds of the splits by whole clips, 3 or more; nil for one split with the shares below.
    public var folds: Int?
    /// The fraction of the clips on the test side, where the method leaves it open.
    public var testShare = 0.2
    /// The fraction of the clips on the validation side, where the method leaves it open.
    public var validationShare = 0.16
    /// The seed of the split.
    public var splitSeed: UInt64 = 1
    /// The grid that cuts clips into windows.
    public var grid = SegmentGrid()
    /// Epochs, batch size, optimiser; its seed and threads are set run by run.
    public var training = Trainer.Configuration()
    /// Whether each genre counts alike in the loss, however many windows it has.
    public var balancesGenres = false
    /// The number of runs in parallel, each on one thread; nil for one per core. Does not affect results.
    public var jobs: Int?

    /// Creates the baseline experiment: both cells, 30 epochs, batches of 8, five seeds, windows split at random.
    public init() {
      training.selection = .highestValidationAccuracy
    }

    /// The settings that a single run depends on, stored in its file.
    func settings(method: SplitMethod, split: DatasetSplit, fingerprint: String) -> ExperimentRun.Settings {
      var training = training
      training.threadCount = nil
      training.seed = 0
      return ExperimentRun.Settings(
        split: method.argument, folds: folds, validationShare: validationShare, testShare: testShare,
        splitSeed: splitSeed, grid: grid, training: training, balancesGenres: balancesGenres ? true : nil,
        data: fingerprint, sides: method.readsFile ? split.fingerprint : nil)
    }

    func validate() throws(GenreError) {
      func require(_ condition: Bool, _ message: String) throws(GenreError) {
        if !condition { throw GenreError(.invalidArgument, message) }
      }
      try grid.validate()
      try require(!cells.isEmpty && Set(cells).count == cells.count, "name at least one cell, and each once")
      try require(
        !seeds.isEmpty && Set(seeds).count == seeds.count, "name at least one seed, and each once")
      try require(!splits.isEmpty, "name at least one split")
      let names = splits.map(ExperimentRun.name(of:))
      try require(
        Set(names).count == names.count,
        "two of the splits have the same name; write them to separate folders")
      try require(jobs.map { $0 >= 1 } ?? true, "the number of jobs must be 1 or more")
    }
  }
}
