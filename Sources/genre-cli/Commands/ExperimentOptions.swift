import ArgumentParser
import GenreKit
import GenreReports
import GenreTraining

/// The options that say what is held against what.
struct ExperimentOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The cells, separated by commas: \(RecurrentCellKind.allValueStrings.joined(separator: ", ")).",
      valueName: "cells"))
  var cells = "gru,lstm"

  @Option(
    name: .customLong("split"),
    help: ArgumentHelp(
      "segment: segments at random, as in the README; track: by clip; artist:CSV: no artist on two sides; lists:FOLDER: "
        + "a published partition. May be given again; by default segment.", valueName: "method"))
  var splits: [SplitMethod] = []

  @Option(help: "How often all segments are gone through.")
  var epochs = 30

  @Option(help: "Segments a step.")
  var batch = 8

  @Option(help: "Runs with the seeds 1 to this.")
  var seeds = 5

  @Option(
    help: ArgumentHelp(
      "Split by track, artist or lists into so many folds, each of which is tested on once.", valueName: "K"))
  var folds: Int?

  @Option(help: "The share of the test side, where the split leaves it open.")
  var test = 0.2

  @Option(help: "The share of the validation side, likewise.")
  var validation = 0.16

  @Option(help: "The seed of the split, which is the same for all runs.")
  var splitSeed: UInt64 = 1

  @Option(help: "The learning rate of Adam.")
  var learningRate: Float = 1e-3

  @Option(help: "How the learning rate changes.")
  var schedule: ScheduleName = .constant

  @Option(help: ArgumentHelp("Stop a run after so many epochs without improvement.", valueName: "epochs"))
  var patience: Int?

  @Flag(help: "Let each genre count alike in the loss, however many clips it has.")
  var balance = false

  @Option(help: "The length of a segment in seconds.")
  var window = 3.0

  func validate() throws {
    guard (1...1000).contains(seeds) else {
      throw ValidationError("--seeds must be 1 to 1000, not \(seeds).")
    }
  }

  /// The kit's configuration.
  func configuration(jobs: Int?) throws -> Experiment.Configuration {
    var configuration = Experiment.Configuration()
    configuration.cells = try cells.split(separator: ",").map { name in
      guard let cell = RecurrentCellKind(rawValue: String(name)) else {
        throw ValidationError(
          "There is no cell '\(name)'; choose from \(RecurrentCellKind.allValueStrings.joined(separator: ", "))."
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
