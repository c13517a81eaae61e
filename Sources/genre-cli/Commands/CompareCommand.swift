import ArgumentParser
import GenreKit
import GenreReports

/// `genre-cli compare`: the experiment that compares GRU and LSTM.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare GRU and LSTM on the same data, splits and seeds.",
    discussion: """
      The defaults are the baseline network and training: three recurrent layers of 128, 64 and 32 units on MFCCs of \
      3-second windows, 30 epochs, batches of 8, windows split at random. Such a split has windows of one clip on \
      several sides, so its figures are too good. Repeat --split to measure with other splits in the same report.

      Finished runs and checkpoints are kept in the output folder. Run the same command again to continue an \
      interrupted experiment.

      Examples:
        genre-cli compare --data cache.safetensors --output report/
        genre-cli compare --data genres_original/ --split segment --split track \\
          --seeds 3 --output report/
        genre-cli compare --data cache.safetensors --split artist:artists.csv \\
          --folds 10 --output folds/
      """)

  @Option(
    help: ArgumentHelp(
      "Labelled clips: a folder of genre folders, a feature cache, or a CSV file.", valueName: "path"))
  var data: String

  @Option(help: ArgumentHelp("Folder to write, for the report and the runs.", valueName: "folder"))
  var output: String

  @OptionGroup(title: "Experiment")
  var options: ExperimentOptions

  @OptionGroup(title: "Features (of folders and lists; caches have their own)")
  var features: FeatureOptions

  @OptionGroup
  var parallel: JobsOption

  func run() throws {
    var failures = FailureCount()
    let experiment = Experiment(configuration: try options.configuration(jobs: parallel.jobs))
    let dataset = try Failure.exiting { () throws(GenreError) in
      try ExperimentFolder(output).check()
      return try DatasetReader.read(
        data, requesting: features.request, jobs: parallel.jobs, failures: &failures)
    }
    let interruption = Interruption()
    let line = ExperimentProgressLine()
    let result = try Failure.exiting { () throws(GenreError) in
      try experiment.run(
        on: dataset, in: ExperimentFolder(output), onStart: line.start, onFinish: line.finish
      ) { progress in
        line.show(progress)
        return interruption.isRequested ? .checkpointAndStop : .continue
      }
    }
    line.clear()
    let report = ExperimentReport(result)
    if !result.runs.isEmpty {
      try Failure.exiting { () throws(GenreError) in try report.write(to: ExperimentFolder(output)) }
    }
    guard result.isComplete else {
      Console.writeError(
        "stopped with \(result.runs.count) of \(result.plannedRunCount) runs done; run the same command to continue\n"
      )
      throw ExitCode(130)
    }
    Console.printShown(report.text, terminator: "")
    Console.printShown("\nReport with plots: \(ExperimentFolder(output).path)/report.html")
    try failures.exitIfAny()
  }
}
