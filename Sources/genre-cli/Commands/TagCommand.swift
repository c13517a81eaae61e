import ArgumentParser
import GenreKit
import GenreTags

/// `genre-cli tag`: genres in the tags of files.
struct TagCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tag",
    abstract: "Write the genre into the tags of audio files.",
    discussion: """
      Reads MP3, FLAC, Ogg Vorbis, Opus, MP4, AIFF, WAV, WavPack and Monkey's Audio. By default the command only shows \
      what it would write: --write does it. It writes only where a file has no genre, and only answers that are sure. \
      All other tags, pictures and the sound keep their bytes; each file is replaced whole or not at all.

      A journal notes what was there before; --undo writes it back, where the field still holds what was written.

      Examples:
        genre-cli tag --recursive Music/
        genre-cli tag --recursive --write --min-confidence 0.7 Music/
        genre-cli tag --write --top 2 --map names.csv song.mp3
        genre-cli tag --undo
      """)

  @Option(
    help: ArgumentHelp(
      "Bundled model (\(GenreModel.bundledNames.joined(separator: ", "))) or path of a model file.",
      valueName: "name|path"))
  var model: String = GenreModel.defaultName

  @OptionGroup
  var tags: TagOptionGroup

  @Option(help: ArgumentHelp("Write only genres with at least this confidence, 0 to 1.", valueName: "P"))
  var minConfidence: Double?

  @Flag(help: "Search subfolders too, and linked folders.")
  var recursive = false

  @Flag(help: "Take the last run back: write the former values.")
  var undo = false

  @Option(
    name: .customLong("run"), help: ArgumentHelp("With --undo: the run to take back.", valueName: "ID"))
  var wantedRun: String?

  @OptionGroup
  var parallel: JobsOption

  @Argument(help: "Audio files and folders.", completion: .file())
  var paths: [String] = []

  func validate() throws {
    if let minConfidence, !(0...1).contains(minConfidence) {
      throw ValidationError("--min-confidence must be 0 to 1, not \(minConfidence)")
    }
    if wantedRun != nil, !undo { throw ValidationError("--run needs --undo; it is the run to take back") }
    if undo, !paths.isEmpty { throw ValidationError("--undo takes no paths; the journal names the files") }
    if !undo, paths.isEmpty { throw ValidationError("no input; name audio files or folders") }
    if paths.contains("-") {
      throw ValidationError("standard input (-) cannot be tagged; name audio files or folders")
    }
  }

  func run() throws {
    if undo { return try takeBack() }
    let (classifier, tagger) = try Failure.exiting { () throws(GenreError) in
      let classifier = try GenreClassifier(model: ModelSource(argument: model))
      let options = try tags.options(
        minimumConfidence: minConfidence, labels: classifier.model.labels)
      return (classifier, try tags.tagger(options))
    }
    var (failures, printer) = (FailureCount(), TagPrinter(writes: tags.write, field: tagger.options.field))
    let files = untagged(tagger, &failures, &printer)
    try tag(files, BatchClassifier(classifier: classifier, jobs: parallel.jobs), tagger, &failures, &printer)
    printer.finish(run: tags.write ? tagger.run : nil)
    try failures.exitIfAny()
  }

  /// The files that may be written to: the others need not be decoded.
  private func untagged(
    _ tagger: Tagger, _ failures: inout FailureCount, _ printer: inout TagPrinter
  ) -> [String] {
    let (files, unfound) = AudioFileFinder.files(behind: paths, recursive: recursive)
    unfound.forEach { failures.report($0) }
    var untagged: [String] = []
    for file in files {
      do throws(GenreError) {
        if let reason = try tagger.reasonToSkip(file) {
          printer.print(file, reason)
          failures.noteSuccess()
        } else {
          untagged.append(file)
        }
      } catch {
        failures.report(error)
      }
    }
    return untagged
  }

  private func tag(
    _ files: [String], _ batch: BatchClassifier, _ tagger: Tagger, _ failures: inout FailureCount,
    _ printer: inout TagPrinter
  ) throws {
    var progress = ProgressLine(total: files.count, unit: "files")
    try Failure.exiting { () throws(GenreError) in
      try batch.classify(files) { file, result in
        progress.clear()
        do throws(GenreError) {
          let prediction = try result.get()
          prediction.warnings.forEach { Console.warn("\(file): \($0)") }
          printer.print(file, try tagger.tag(file, prediction.scores, isUnsure: prediction.isUnsure))
          failures.noteSuccess()
        } catch {
          failures.report(error)
        }
        progress.advance()
      }
    }
    progress.clear()
  }

  /// Takes a run back.
  private func takeBack() throws {
    var failures = FailureCount()
    let (tagger, records, field) = try Failure.exiting { () throws(GenreError) in
      let journal = try tags.openJournal()
      let options = try tags.options(minimumConfidence: nil, labels: [])
      return (
        Tagger(options, journal: journal), try TagHistory.records(journal, run: wantedRun), options.field
      )
    }
    var printer = TagPrinter(writes: true, field: field)
    for record in records {
      do throws(GenreError) {
        printer.print(record.path, try tagger.undo(record))
        failures.noteSuccess()
      } catch {
        failures.report(error)
      }
    }
    printer.finish(run: nil)
    try failures.exitIfAny()
  }
}
