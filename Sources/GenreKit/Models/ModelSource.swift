/// The source of a model: a bundled one, or a file.
public enum ModelSource: Sendable, Hashable {
  /// The bundled model that is best for most uses.
  case bundled
  /// A bundled model by its name; ``GenreModel/bundledNames`` lists them.
  case named(String)
  /// A model file at a path.
  case file(String)

  /// Reads an argument: a bundled model's name, or else a path.
  public init(argument: String) {
    self = GenreModel.bundledNames.contains(argument) ? .named(argument) : .file(argument)
  }
}
