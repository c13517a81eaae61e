import ArgumentParser
import GenreTraining

/// The options of the augmentation of crops, for the convolutional recipe.
struct VariationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Largest random tempo change of a crop, as a fraction; convolutional recipe only. "
        + RecipeDefault.convolutional { $0.crops?.stretch ?? 0 },
      valueName: "fraction"))
  var tempo: Float?

  @Option(
    help: ArgumentHelp(
      "Largest random pitch shift of a crop, in mel bands; convolutional recipe only. "
        + RecipeDefault.convolutional { $0.crops?.transposition ?? 0 },
      valueName: "bands"))
  var pitch: Float?

  @Option(
    help: ArgumentHelp(
      "Strength of a random smooth equaliser, in dB; convolutional recipe only. "
        + RecipeDefault.convolutional { $0.crops?.equalizer ?? 0 },
      valueName: "dB"))
  var equalizer: Float?

  @Option(
    help: ArgumentHelp(
      "Largest random compression or expansion of the dynamic range, as a fraction; convolutional recipe only. "
        + RecipeDefault.convolutional { $0.crops?.contrast ?? 0 }, valueName: "fraction"))
  var contrast: Float?

  @Option(
    help: ArgumentHelp(
      "Largest standard deviation of random noise added to every band, in dB; convolutional recipe only. "
        + RecipeDefault.convolutional { $0.crops?.grain ?? 0 },
      valueName: "dB"))
  var grain: Float?

  @Option(
    help: ArgumentHelp(
      "Fraction of the crops that take on a part of another crop's mean spectrum; convolutional recipe only. "
        + RecipeDefault.convolutional { $0.crops?.exchange ?? 0 }, valueName: "fraction"))
  var exchange: Float?

  /// The names of those that were given.
  var givenNames: [String] {
    let values = [
      ("--tempo", tempo), ("--pitch", pitch), ("--equalizer", equalizer), ("--contrast", contrast),
      ("--grain", grain), ("--exchange", exchange),
    ]
    return values.compactMap { name, value in value.map { _ in name } }
  }

  /// Changes the recipe's augmentation of crops; without effect in a recipe that trains on whole windows.
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
