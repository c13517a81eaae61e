import ArgumentParser
import GenreKit

/// `genre-cli classify`: the genre of files, folders or standard input.
struct ClassifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify",
    abstract: "Say the genre of audio files.",
    discussion: """
      Reads WAV, AIFF, AU, CAF, FLAC, Ogg Vorbis, Opus and MP3, told apart by content and not by name. The whole \
      piece is heard in windows of ten seconds (three with the models gru and lstm), whose log probabilities are \
      averaged.

      Results alone go to standard output, in the order of the inputs; warnings and errors go to standard error.

      Examples:
        genre-cli classify song.mp3
        genre-cli classify --timeline song.flac
        genre-cli classify --explain song.flac
        genre-cli classify --model lstm --format json song.wav
        genre-cli classify --recursive --format ndjson Music/ > genres.ndjson
        curl -s https://example.org/song.mp3 | genre-cli classify -
      """)

  @Option(
    help: ArgumentHelp(
      "A bundled model (\(GenreModel.bundledNames.joined(separator: ", "))) or the path of a model file.",
      valueName: "name|path"))
  var model: String = GenreModel.defaultName

  @Option(help: "How to print.")
  var format: OutputFormat = .text

  @Option(help: ArgumentHelp("Print no more than the K likeliest genres.", valueName: "K"))
  var top: Int?

  @Flag(help: "Show how the genre runs through the piece.")
  var timeline = false

  @Flag(help: "Show which windows spoke for the answer and which for the second candidate; not in CSV.")
  var explain = false

  @Flag(help: "Look into folders inside folders, and into linked ones.")
  var recursive = false

  @OptionGroup
  var parallel: JobsOption

  @Argument(help: "Audio files and folders; - is standard input.", completion: .file())
  var paths: [String]

  func validate() throws {
    if let top, top < 1 { throw ValidationError("--top must be 1 or more, not \(top).") }
    if explain, format == .csv { throw ValidationError("--explain has no columns in --format csv.") }
    if paths.filter({ $0 == "-" }).count > 1 {
      throw ValidationError("standard input (-) can be read only once.")
    }
  }

  func run() throws {
    let classifier = try Failure.exiting { () throws(GenreError) in
      try GenreClassifier(model: ModelSource(argument: model))
    }
    let (files, unfound) = AudioFileFinder.files(behind: paths, recursive: recursive)
    var failures = FailureCount()
    unfound.forEach { failures.report($0) }
    let isSingle = paths.count == 1 && files == paths
    var printer = PredictionPrinter(
      format: format, labels: classifier.model.labels, top: top, showsTimeline: timeline,
      explains: explain, isSingle: isSingle)
    var progress = ProgressLine(total: files.count, unit: "files")
    let piece = PieceProgressLine()
    let showsPiece = files.count == 1
    try Failure.exiting { () throws(GenreError) in
      try BatchClassifier(classifier: classifier, jobs: parallel.jobs).classify(
        files, onProgress: { if showsPiece { piece.show($1) } }
      ) { file, result in
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
}
