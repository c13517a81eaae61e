import ArgumentParser
import GenreKit

/// `genre-cli classify`: the genre of files, folders or standard input.
struct ClassifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify",
    abstract: "Classify audio files by genre.",
    discussion: """
      Reads WAV, AIFF, AU, CAF, FLAC, Ogg Vorbis, Opus and MP3. The format is recognised by content, not by name. The \
      whole recording is classified in windows of ten seconds (three with the models gru and lstm), and their log \
      probabilities are averaged; with --sample SECONDS, that much of it.

      Standard output has the results only, in the order of the inputs; warnings and errors go to standard error.

      Examples:
        genre-cli classify song.mp3
        genre-cli classify --timeline song.flac
        genre-cli classify --explain song.flac
        genre-cli classify --model lstm --format json song.wav
        genre-cli classify --recursive --format ndjson Music/ > genres.ndjson
        curl -s https://example.org/song.mp3 | genre-cli classify -
        find Music -name '*.flac' -print0 | genre-cli classify --paths-from - --null --format ndjson
      """)

  @Option(
    help: ArgumentHelp(
      "Bundled model (\(GenreModel.bundledNames.joined(separator: ", "))) or path of a model file.",
      valueName: "name|path"))
  var model: String = GenreModel.defaultName

  @Option(help: "Output format.")
  var format: OutputFormat = .text

  @Option(
    help: ArgumentHelp("Number of genres to print, the most probable first. (default: all)", valueName: "K"))
  var top: Int?

  @Flag(help: "Show the genre over time.")
  var timeline = false

  @Flag(help: "Show how much each window favours the answer or the second candidate; not in CSV.")
  var explain = false

  @Flag(help: "Search subfolders too, and linked folders.")
  var recursive = false

  @Option(
    help: ArgumentHelp(
      "Classify the files named in FILE, one path per line; - is standard input. Each is answered as it comes.",
      valueName: "FILE"),
    completion: .file())
  var pathsFrom: String?

  @Flag(help: "With --paths-from: each path ends with a zero byte, as from find -print0.")
  var null = false

  @Flag(help: "Print file names in text and CSV as their exact bytes, without escapes.")
  var exactNames = false

  @OptionGroup
  var sampling: SampleOption

  @OptionGroup
  var parallel: JobsOption

  @Argument(help: "Audio files and folders; - is standard input.", completion: .file())
  var paths: [String] = []

  func validate() throws {
    if let top, top < 1 { throw ValidationError("--top must be 1 or more, not \(top)") }
    if explain, format == .csv {
      throw ValidationError("CSV has no columns for --explain; use --format text, json or ndjson")
    }
    if paths.isEmpty, pathsFrom == nil {
      throw ValidationError("no input; name audio files or folders, or a list of paths with --paths-from")
    }
    if !paths.isEmpty, pathsFrom != nil {
      throw ValidationError(
        "two kinds of input; name files either as arguments or with --paths-from, not both")
    }
    if pathsFrom != nil, recursive {
      throw ValidationError(
        "--recursive cannot be used with --paths-from; list the files themselves, for example with find")
    }
    if null, pathsFrom == nil {
      throw ValidationError("--null needs --paths-from; it is the separator of that list")
    }
    if paths.filter({ $0 == "-" }).count > 1 {
      throw ValidationError("standard input (-) can be read only once; name it once")
    }
  }

  func run() throws {
    let classifier = try Failure.exiting { () throws(GenreError) in
      try GenreClassifier(model: ModelSource(argument: model))
    }
    let batch = BatchClassifier(classifier: classifier, jobs: parallel.jobs, options: options)
    if let pathsFrom {
      try classify(pathsFrom: pathsFrom, batch, labels: classifier.model.labels)
    } else {
      try classify(batch, labels: classifier.model.labels)
    }
  }

  /// What the format shows. The printer shortens the scores: CSV has a column for every genre.
  private var options: ClassificationOptions {
    let hasSegments = format == .json || format == .ndjson
    return ClassificationOptions(
      includesTimeline: hasSegments || timeline, includesExplanation: explain,
      sample: sampling.sample)
  }

  private func printer(labels: [String], isSingle: Bool) -> PredictionPrinter {
    PredictionPrinter(
      format: format, labels: labels, top: top, showsTimeline: timeline, isSingle: isSingle,
      hasExactNames: exactNames)
  }

  private func classify(_ batch: BatchClassifier, labels: [String]) throws {
    let (files, unfound) = AudioFileFinder.files(behind: paths, recursive: recursive)
    var failures = FailureCount()
    unfound.forEach { failures.report(namingOption($0)) }
    var printer = printer(labels: labels, isSingle: paths.count == 1 && files == paths)
    var progress = ProgressLine(total: files.count, unit: "files")
    let piece = PieceProgressLine()
    let showsPiece = files.count == 1
    try Failure.exiting { () throws(GenreError) in
      try batch.classify(files, onProgress: { if showsPiece { piece.show($1) } }) { file, result in
        progress.clear()
        piece.clear()
        switch result {
        case .success(let prediction):
          failures.noteSuccess()
          prediction.warnings.forEach { Console.warn("\(file): \($0)") }
          printer.print(prediction)
        case .failure(let error): failures.report(error)
        }
        progress.advance()
      }
    }
    progress.clear()
    printer.finish()
    try failures.exitIfAny()
  }

  /// Adds the name of the option to the remedy for a folder without audio files.
  private func namingOption(_ error: GenreError) -> GenreError {
    guard !recursive, error.code == .notFound else { return error }
    return GenreError(error.code, error.message + " (--recursive)", path: error.path)
  }

  /// The files of a list. In NDJSON a file that failed has a line of its own, too, so that whoever feeds a pipe finds as
  /// many answers as it sent paths.
  private func classify(pathsFrom list: String, _ batch: BatchClassifier, labels: [String]) throws {
    var failures = FailureCount()
    var printer = printer(labels: labels, isSingle: false)
    try Failure.exiting { () throws(GenreError) in
      let paths = try PathReader(contentsOf: list, separator: null ? .null : .newline)
      try batch.classify(pathsFrom: paths) { file throws(GenreError) in
        switch file.result {
        case .success(let prediction):
          failures.noteSuccess()
          prediction.warnings.forEach { Console.warn("\(file.path): \($0)") }
          printer.print(prediction)
        case .failure(let error):
          failures.report(error)
          if format == .ndjson { Console.print(try file.json()) }
        }
      }
    }
    printer.finish()
    try failures.exitIfAny()
  }
}
