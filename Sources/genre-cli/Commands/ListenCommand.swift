import ArgumentParser
import GenreKit

/// `genre-cli listen`: what is playing in a stream, as it comes.
struct ListenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "listen",
    abstract: "Classify a stream while it plays.",
    discussion: """
      Reads a stream from standard input until it ends: WAV, MP3, raw samples with --rate, and Ogg, AAC or FLAC where \
      FFmpeg's libraries are installed. It may be joined in the middle, as a radio's.

      On a terminal one line shows the current answer and is replaced by the next; each change of the music stays as a line of its own. \
      Otherwise, or with --format ndjson, each event is a line of JSON (genre-live/1, see Docs/Formats.md).

      The answer is a mean in which recent windows count more (--time-constant). A change of genre, to silence or to \
      something that is not music is reported within two windows of the model, which has windows of ten seconds (three with gru and \
      lstm). Ctrl-C ends the stream; the last answer is printed.

      Examples:
        genre-cli listen --every 5 recording.wav
        ffmpeg -loglevel error -i URL -f wav - | genre-cli listen -
        arecord -f cd -t wav | genre-cli listen -
        arecord -f cd -t raw | genre-cli listen --rate 44100 --channels 2 -
        curl -s URL | genre-cli listen --every 2 --format ndjson -
      """)

  @Argument(help: ArgumentHelp("Stream; - for standard input.", valueName: "file|-"))
  var input: String = "-"

  @Option(
    help: ArgumentHelp(
      "Bundled model (\(GenreModel.bundledNames.joined(separator: ", "))) or path of a model file.",
      valueName: "name|path"))
  var model: String = GenreModel.defaultName

  @Option(
    help: ArgumentHelp(
      "Seconds between two answers, 0.1 to 3600. (default: one window of the model)", valueName: "seconds"))
  var every: Double?

  @Option(
    help: ArgumentHelp(
      "Time constant of the mean, in seconds: a window this old counts 37 % of the newest.",
      valueName: "seconds"))
  var timeConstant: Double = 30

  @Option(
    help: ArgumentHelp(
      "Sample rate of raw samples, in Hz. Without it the stream needs a header.", valueName: "Hz"))
  var rate: Double?

  @Option(help: ArgumentHelp("Number of channels of raw samples. (default: 1)", valueName: "N"))
  var channels: Int?

  @Option(
    help: ArgumentHelp(
      "Encoding of raw samples: \(RawAudioFormat.Encoding.allCases.map(\.rawValue).joined(separator: ", ")). (default: s16le)",
      valueName: "name"))
  var encoding: RawAudioFormat.Encoding?

  @Flag(
    help:
      "Keep the timeline and end with the prediction for the whole stream; memory then grows with its length."
  )
  var timeline = false

  @Option(help: "Output format: text or ndjson. (default: text on a terminal, else ndjson)")
  var format: ListenFormat?

  func validate() throws {
    if rate == nil, channels != nil || encoding != nil {
      throw ValidationError("--channels and --encoding describe raw samples; give --rate as well")
    }
  }

  func run() throws {
    let interruption = Interruption()
    let options = LiveOptions(interval: every, timeConstant: timeConstant, keepsTimeline: timeline)
    try Failure.exiting { () throws(GenreError) in
      let classifier = try GenreClassifier(model: ModelSource(argument: model))
      var printer = LivePrinter(
        format: format ?? (Console.isOutputTerminal ? .text : .ndjson),
        header: LiveHeader(model: classifier.model, options: options))
      try classifier.listen(to: input, raw: raw, options: options, until: { interruption.isRequested }) {
        event throws(GenreError) in try printer.print(event)
      }
    }
  }

  private var raw: RawAudioFormat? {
    rate.map { RawAudioFormat(sampleRate: $0, channelCount: channels ?? 1, encoding: encoding ?? .s16le) }
  }
}

extension RawAudioFormat.Encoding: ExpressibleByArgument {}
