import ArgumentParser
import GenreTraining

/// The options that say how the convolutional recipe changes the stretches that it trains on.
struct VariationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Hear stretches faster or slower by up to this share, for the convolutional recipe. (default: 0.2)",
      valueName: "share"))
  var tempo: Float?

  @Option(
    help: ArgumentHelp(
      "Move stretches up or down by up to so many bands, for the convolutional recipe. (default: 3)",
      valueName: "bands"))
  var pitch: Float?

  @Option(
    help: ArgumentHelp(
      "Add a smooth curve over the bands, of so many dB, for the convolutional recipe. (default: 6)",
      valueName: "dB"))
  var equalizer: Float?

  @Option(
    help: ArgumentHelp(
      "Draw levels together or apart by up to this share, for the convolutional recipe. (default: 0.25)",
      valueName: "share"))
  var contrast: Float?

  @Option(
    help: ArgumentHelp(
      "Add chance of up to so many dB to each band, for the convolutional recipe. (default: 0)",
      valueName: "dB"))
  var grain: Float?

  @Option(
    help: ArgumentHelp(
      "Give this share of the stretches a part of another's mean spectrum, for the convolutional recipe. "
        + "(default: 0.5)",
      valueName: "share"))
  var exchange: Float?

  /// The names of those that were given.
  var givenNames: [String] {
    let values = [
      ("--tempo", tempo), ("--pitch", pitch), ("--equalizer", equalizer), ("--contrast", contrast),
      ("--grain", grain), ("--exchange", exchange),
    ]
    return values.compactMap { name, value in value.map { _ in name } }
  }

  /// Changes the recipe's stretches; there is nothing to change where whole windows are trained on.
  func apply(to configuration: inout GenreTrainer.Configuration) {
    guard var crops = configuration.crops else { return }
    crops.stretch = tempo ?? crops.stretch
    crops.transposition = pitch ?? crops.transposition
    crops.equalizer = equalizer ?? crops.equalizer
    crops.contrast = contrast ?? crops.contrast
    crops.grain = grain ?? crops.grain
    crops.exchange = exchange ?? crops.exchange
    configuration.crops = crops
  }
}
