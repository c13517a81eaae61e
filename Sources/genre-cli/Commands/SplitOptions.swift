import ArgumentParser
import GenreTraining

/// The options of the split into training and validation clips.
struct SplitOptions: ParsableArguments {
  @Option(
    name: .customLong("split"),
    help: ArgumentHelp(
      "Split: segment (windows at random, those of one clip on both sides), track (clips at random, stratified by genre), "
        + "lists:FOLDER (a published partition) or artist:CSV (no artist on two sides, from a file with the columns clip "
        + "and artist).", valueName: "method"))
  var method: SplitMethod = .track

  @Option(help: "Fraction of the clips to validate on, where the split leaves it open.")
  var validation = 0.2
}

extension SplitMethod: ExpressibleByArgument {
  /// The default, as the help shows it.
  public var defaultValueDescription: String { "track" }
}
