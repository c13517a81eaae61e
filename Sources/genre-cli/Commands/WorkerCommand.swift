import ArgumentParser
import GenreKit

/// `genre-cli worker`: recordings in frames on standard input, a line of JSON for each on standard output.
struct WorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker",
    abstract: "Classify recordings sent on standard input, with one line of JSON for each.",
    discussion: """
      For programs that have the bytes of recordings and no files, such as a cluster that reads objects from a store: \
      they start one process and send it many recordings.

      Input: the line genre-frames/1, then for each recording a frame of its name's length (4 bytes, big endian), its \
      own length (8 bytes, big endian), the name in UTF-8 and the bytes of the file. Output: NDJSON in the order of the \
      frames, each line at once. Docs/Formats.md describes both.

      A recording that cannot be classified gets a line with "error", and the exit status stays 0. Input that is not \
      in the format, ends inside a frame or announces too long a frame ends the command with status 65, after the \
      answers to all frames before.

      Examples:
        genre-cli worker < frames.bin > answers.ndjson
        genre-cli worker --jobs 1 --top 3 < frames.bin
      """)

  @Option(
    help: ArgumentHelp(
      "Bundled model (\(GenreModel.bundledNames.joined(separator: ", "))) or path of a model file.",
      valueName: "name|path"))
  var model: String = GenreModel.defaultName

  @Option(
    help: ArgumentHelp("Number of genres to print, the most probable first. (default: all)", valueName: "K"))
  var top: Int?

  @Flag(help: "Add how much each window favours the answer or the second candidate.")
  var explain = false

  @OptionGroup
  var parallel: JobsOption

  @Option(help: ArgumentHelp("Size limit of a recording, in MiB, 1 to 1024.", valueName: "MIB"))
  var maxRecording: Int = 256

  @Option(
    help: ArgumentHelp(
      "Memory limit for recordings being processed, in MiB; a single recording may exceed it.",
      valueName: "MIB"))
  var maxInFlight: Int = 512

  func validate() throws {
    if let top, top < 1 { throw ValidationError("--top must be 1 or more, not \(top)") }
    if !(1...1024).contains(maxRecording) {
      throw ValidationError("--max-recording must be 1 to 1024, not \(maxRecording)")
    }
    if !(1...1 << 20).contains(maxInFlight) {
      throw ValidationError("--max-in-flight must be 1 to \(1 << 20), not \(maxInFlight)")
    }
  }

  func run() throws {
    try Failure.exiting { () throws(GenreError) in
      let classifier = try GenreClassifier(model: ModelSource(argument: model))
      let options = ClassificationOptions(includesExplanation: explain, topCount: top)
      let frames = try FrameReader(
        contentsOf: "-", recordingLimit: maxRecording << 20, inFlightLimit: maxInFlight << 20)
      try BatchClassifier(classifier: classifier, jobs: parallel.jobs, options: options)
        .classify(framesFrom: frames) { file throws(GenreError) in Console.print(try file.json()) }
    }
  }
}
