import ArgumentParser
import GenreKit
import GenreReports
import GenreTraining

/// The options of an experiment: cells, splits, seeds, training.
struct ExperimentOptions: ParsableArguments {
  /// The defaults of the library.
  private static let usual = Experiment.Configuration()

  @Option(
    help: ArgumentHelp(
      "Cells to compare, separated by commas: \(RecurrentCellKind.allValueStrings.joined(separator: ", ")).",
      valueName: "cells"))
  var cells = "gru,lstm"

  @Option(
    name: .customLong("split"),
    help: ArgumentHelp(
      "Split: segment (windows at random, as in the baseline), track (by clip), artist:CSV (no artist on two sides) or "
        + "lists:FOLDER (a published partition). Repeatable. (default: segment)", valueName: "method"))
  var splits: [SplitMethod] = []

  @Option(help: "Number of epochs (passes over the training clips).")
  var epochs = Self.usual.training.epochs

  @Option(help: "Batch size, in windows.")
  var batch = Self.usual.training.batchSize

  @Option(help: "Number of seeds: the runs have the seeds 1 to this.")
  var seeds = 5

  @Option(
    help: ArgumentHelp(
      "Number of folds for cross-validation; each fold is the test side once. Not with --split segment.",
      valueName: "K"))
  var folds: Int?

  @Option(help: "Fraction of the clips to test on, where the split leaves it open.")
  var test = Self.usual.testShare

  @Option(help: "Fraction of the clips to validate on, where the split leaves it open.")
  var validation = Self.usual.validationShare

  @Option(help: "Seed of the split, the same for all runs.")
  var splitSeed: UInt64 = 1

  @Option(help: "Learning rate of Adam.")
  var learningRate = Self.usual.training.learningRate

  @Option(help: "Learning-rate schedule.")
  var schedule = ScheduleName(Self.usual.training.schedule)

  @Option(
    help: ArgumentHelp("Number of epochs without improvement after which a run stops.", valueName: "epochs"))
  var patience: Int?

  @Flag(help: "Weight the loss so that each genre counts the same, regardless of its number of clips.")
  var balance = false

  @Option(help: "Window length in seconds.")
  var window = Self.usual.grid.duration

  func validate() throws {
    guard (1...1000).contains(seeds) else {
      throw ValidationError("--seeds must be 1 to 1000, not \(seeds)")
    }
  }

  /// The kit's configuration.
  func configuration(jobs: Int?) throws -> Experiment.Configuration {
    var configuration = Experiment.Configuration()
    configuration.cells = try cells.split(separator: ",").map { name in
      guard let cell = RecurrentCellKind(rawValue: String(name)) else {
        throw ValidationError(
          "unknown cell '\(name)'; choose from \(RecurrentCellKind.allValueStrings.joined(separator: ", "))"
        )
      }
      return cell
    }
    if !splits.isEmpty { configuration.splits = splits }
    configuration.seeds = (1...UInt64(seeds)).map { $0 }
    configuration.folds = folds
    configuration.testShare = test
    configuration.validationShare = validation
    configuration.splitSeed = splitSeed
    configuration.grid = SegmentGrid(duration: window)
    configuration.training.epochs = epochs
    configuration.training.batchSize = batch
    configuration.training.learningRate = learningRate
    configuration.training.schedule = schedule.schedule
    configuration.training.patience = patience
    configuration.balancesGenres = balance
    configuration.jobs = jobs
    return configuration
  }
}
