import GenreKit
import GenreTraining

/// What the help of an option says of its default, read from the recipes.
enum RecipeDefault {
  /// The default in both recipes, as in `(default: 30, convolutional 150)`; one value where they agree.
  static func text<Value: CustomStringConvertible>(
    _ value: (GenreTrainer.Configuration) -> Value
  ) -> String {
    let baseline = shown(value(TrainingRecipe.baseline.configuration))
    let convolutional = shown(value(TrainingRecipe.convolutional.configuration))
    guard baseline != convolutional else { return "(default: \(baseline))" }
    return "(default: \(baseline), convolutional \(convolutional))"
  }

  /// The default of an option that has an effect in the convolutional recipe alone.
  static func convolutional<Value: CustomStringConvertible>(
    _ value: (GenreTrainer.Configuration) -> Value
  ) -> String {
    "(default: \(shown(value(TrainingRecipe.convolutional.configuration))))"
  }

  /// The default of an option of the features.
  static func feature<Value: CustomStringConvertible>(_ value: (FeatureConfiguration) -> Value)
    -> String
  {
    "(default: \(shown(value(FeatureConfiguration()))))"
  }

  /// A number without a fraction of zero.
  private static func shown(_ value: some CustomStringConvertible) -> String {
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension GenreTrainer.Configuration {
  /// The number of channels of each convolution layer, as `--channels` takes them.
  var channelText: String {
    (network?.convolutions ?? []).map { "\($0.channelCount)" }.joined(separator: ",")
  }

  /// The max-pooling sizes over time, as `--time-pooling` takes them.
  var timePoolingText: String {
    (network?.convolutions ?? []).map { "\($0.timePooling)" }.joined(separator: ",")
  }
}
