import ArgumentParser
import GenreKit
import GenreReports

/// `genre-cli compare`: the experiment, one cell against another.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Hold a GRU against an LSTM: the same data, splits and seeds.",
    discussion: """
      The defaults are those of the README's experiment: three recurrent layers of 128, 64 and 32 units on the MFCCs of \
      3-second segments, 30 epochs, batches of 8, segments split at random. Such a split has pieces of one clip on \
      both sides and flatters; --split may be given again, and the report sets the figures side by side.

      Every run that is finished is kept in the output folder, and one that is stopped leaves its checkpoint there: the \
      same command goes on where it was stopped or killed.

      Examples:
        genre-cli compare --data cache.safetensors --output report/
        genre-cli compare --data genres_original/ --split segment --split track \\
          --seeds 3 --output report/
        genre-cli compare --data cache.safetensors --split artist:artists.csv \\
          --folds 10 --output folds/
      """)

  @Option(help: ArgumentHelp("A folder of genre folders, a feature cache, or a CSV file.", valueName: "path"))
  var data: String

  @Option(help: ArgumentHelp("The folder for the report and the runs.", valueName: "folder"))
  var output: String

  @OptionGroup(title: "Experiment")
  var options: ExperimentOptions

  @OptionGroup(title: "Features of a folder; a cache has its own")
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
        "Stopped with \(result.runs.count) of \(result.plannedRunCount) runs done. The same command goes on.\n"
      )
      throw ExitCode(130)
    }
    Console.print(report.text, terminator: "")
    Console.print("\nThe report with its plots: \(ExperimentFolder(output).path)/report.html")
    try failures.exitIfAny()
  }
}
