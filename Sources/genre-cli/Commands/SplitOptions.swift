import ArgumentParser
import GenreTraining

/// The options that say which clips are trained on.
struct SplitOptions: ParsableArguments {
  @Option(
    name: .customLong("split"),
    help: ArgumentHelp(
      "segment: windows at random, pieces of one clip on both sides; track: at random by clip, each genre alike; lists:FOLDER: a published partition; artist:CSV: no artist on two "
        + "sides, from a file with the columns clip and artist.", valueName: "method"))
  var method: SplitMethod = .track

  @Option(help: "The share of clips for validation, where the split leaves it open.")
  var validation = 0.2
}

extension SplitMethod: ExpressibleByArgument {
  /// The default, as the help shows it.
  public var defaultValueDescription: String { "track" }
}
