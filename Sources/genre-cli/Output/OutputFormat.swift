import ArgumentParser

/// How results are printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  /// For a person.
  case text
  /// One JSON value: an object for a single file, an array for several.
  case json
  /// One JSON object a line.
  case ndjson
  /// One line a file, with a column a genre.
  case csv
}
