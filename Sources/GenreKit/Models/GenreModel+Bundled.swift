internal import CGenreModels
import GRUNet

extension GenreModel {
  /// The names of the models that come with this package.
  public static let bundledNames = ["best", "gru", "lstm"]
  /// The bundled model that answers where none is named.
  public static let defaultName = "best"

  /// Loads a model.
  ///
  /// - Throws: ``GenreError`` with code `notFound` for an unknown name or path, `unreadable` or `invalidModel` for a
  ///   file that cannot be used.
  public init(_ source: ModelSource) throws(GenreError) {
    switch source {
    case .bundled: try self.init(bundledNamed: Self.defaultName)
    case .named(let name): try self.init(bundledNamed: name)
    case .file(let path): try self.init(contentsOf: path)
    }
  }

  private init(bundledNamed name: String) throws(GenreError) {
    guard let bytes = Self.bundledBytes(name) else {
      throw GenreError(
        .notFound,
        "no bundled model is called '\(name)'; choose from \(Self.bundledNames.joined(separator: ", "))")
    }
    try self.init(bytes: bytes)
  }

  /// The compiled-in file of a model; it lives as long as the process.
  private static func bundledBytes(_ name: String) -> UnsafeRawBufferPointer? {
    switch name {
    case "best": UnsafeRawBufferPointer(start: genre_model_best(), count: genre_model_best_size())
    case "gru": UnsafeRawBufferPointer(start: genre_model_gru(), count: genre_model_gru_size())
    case "lstm": UnsafeRawBufferPointer(start: genre_model_lstm(), count: genre_model_lstm_size())
    default: nil
    }
  }
}
