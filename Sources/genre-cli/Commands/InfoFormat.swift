import ArgumentParser

/// How `info` prints.
enum InfoFormat: String, ExpressibleByArgument, CaseIterable {
  /// For a person.
  case text
  /// One JSON object.
  case json
}
