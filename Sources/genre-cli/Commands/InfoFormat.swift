import ArgumentParser

/// The output format of `info`.
enum InfoFormat: String, ExpressibleByArgument, CaseIterable {
  /// For a person.
  case text
  /// One JSON object.
  case json
}
