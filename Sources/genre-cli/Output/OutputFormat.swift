import ArgumentParser

/// The output format of predictions.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  /// Text with bars.
  case text
  /// One JSON value: an object for a single file, an array for several.
  case json
  /// One JSON object per line.
  case ndjson
  /// One line per file, with one column per genre.
  case csv
}
