import GenreKit

/// The models that the server answers with, loaded once.
struct ModelCatalogue: Sendable {
  /// A model under the name that requests call it by.
  struct Entry: Sendable {
    let name: String
    let classifier: GenreClassifier
  }

  /// The models, the bundled ones first.
  let entries: [Entry]
  /// The name of the default model.
  let defaultName: String

  /// Loads the bundled models and the configured one.
  init(_ configuration: WebConfiguration) throws(GenreError) {
    let limits = AudioLimits(
      maximumDuration: configuration.maximumDuration,
      maximumBufferedByteCount: configuration.maximumUploadByteCount,
      maximumChannelCount: configuration.maximumChannelCount)
    var entries: [Entry] = []
    for name in GenreModel.bundledNames {
      entries.append(
        Entry(name: name, classifier: try GenreClassifier(model: .named(name), limits: limits)))
    }
    switch configuration.model {
    case .bundled: defaultName = GenreModel.defaultName
    case .named(let name):
      _ = try GenreModel(.named(name))
      defaultName = name
    case .file(let path):
      let classifier = try GenreClassifier(model: .file(path), limits: limits)
      let name = Self.name(classifier.model.name, besides: entries.map(\.name))
      entries.append(Entry(name: name, classifier: classifier))
      defaultName = name
    }
    self.entries = entries
  }

  /// The models by name.
  var models: [String: GenreModel] {
    Dictionary(uniqueKeysWithValues: entries.map { ($0.name, $0.classifier.model) })
  }

  /// The models of a list such as `gru,lstm`; of nil the default one.
  func models(_ list: String?) throws(WebError) -> [Entry] {
    guard let list, !list.isEmpty else { return entries.filter { $0.name == defaultName } }
    var chosen: [Entry] = []
    for name in list.split(separator: ",", omittingEmptySubsequences: false) {
      guard let entry = entries.first(where: { $0.name == name }) else {
        throw .unknownModel(String(name), known: entries.map(\.name))
      }
      if !chosen.contains(where: { $0.name == entry.name }) { chosen.append(entry) }
    }
    return chosen
  }

  /// The model's own name, unless a bundled one or a request's list could be meant.
  private static func name(_ name: String, besides taken: [String]) -> String {
    let plain = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
    return plain.isEmpty || taken.contains(plain) ? "custom" : plain
  }
}
