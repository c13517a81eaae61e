import ArgumentParser
import GenreKit
import GenreTraining

/// `genre-cli features`: the features of a file, or the feature cache of a folder.
struct FeaturesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "features",
    abstract: "Compute MFCCs or the mel spectrogram of a file, or the feature cache of a data set.",
    discussion: """
      The defaults are librosa's: 22,050 Hz, n_fft 2048, hop 512, centred frames, 128 Slaney mel bands, 80 dB, \
      13 coefficients. Rows are frames; columns are coefficients, followed by their deltas.

      Examples:
        genre-cli features song.mp3 --output mfcc.npy
        genre-cli features song.mp3 --kind mel --output mel.csv
        genre-cli features song.mp3 --coefficients 20 --deltas 2 --output d.npy
        genre-cli features genres_original/ --cache cache.safetensors
      """)

  @OptionGroup(title: "Features")
  var features: FeatureOptions

  @Option(
    help: ArgumentHelp(
      "Output file; its extension (.npy, .csv or .json) gives the format. - is standard output, as CSV.",
      valueName: "file"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Feature cache to write, with the features of all clips of a data set.", valueName: "file"))
  var cache: String?

  @OptionGroup
  var parallel: JobsOption

  @Argument(
    help:
      "Audio file, or - for standard input; with --cache, a folder of genre folders or a CSV file with the columns file and label.",
    completion: .file())
  var path: String

  func validate() throws {
    guard (output == nil) != (cache == nil) else {
      throw ValidationError("no output, or two; give either --output for a file or --cache for a data set")
    }
  }

  func run() throws {
    if let cache {
      try writeCache(to: cache)
    } else if let output {
      try Failure.exiting { () throws(GenreError) in try writeFeatures(to: output) }
    }
  }

  /// A file's decibels are relative to its loudest value, as in librosa; a cache is computed in blocks, as for a model.
  private func configuration(blockDuration: Double) -> FeatureConfiguration {
    features.request.applied(to: FeatureConfiguration(blockDuration: blockDuration))
  }

  private func writeFeatures(to output: String) throws(GenreError) {
    let format = try FeatureFile(path: output)
    let configuration = configuration(blockDuration: 0)
    configuration.warnings.forEach(Console.warn)
    let extractor = try FeatureExtractor(configuration)
    let features = try extractor.features(of: path == "-" ? .standardInput : .file(path: path))
    features.warnings.forEach { Console.warn("\(path): \($0)") }
    try format.write(features.matrix)
  }

  private func writeCache(to cache: String) throws {
    var failures = FailureCount()
    let summary = try Failure.exiting { () throws(GenreError) in
      let folder = try GenreFolder(ClipSource(path: path))
      let configuration = configuration(blockDuration: 30)
      configuration.warnings.forEach(Console.warn)
      var line = FileProgressLine()
      defer { line.clear() }
      let summary = try FeatureCache.write(
        folder, features: configuration, to: cache, jobs: parallel.jobs
      ) { file in
        line.show(file, failures: &failures)
      }
      folder.warnings(used: summary.labels).forEach(Console.warn)
      return summary
    }
    Console.printShown(
      "\(cache): \(summary.itemCount) clips of \(summary.labels.count) genres (\(summary.labels.joined(separator: ", ")))"
    )
    try failures.exitIfAny()
  }
}
