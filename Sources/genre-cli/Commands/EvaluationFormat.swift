import ArgumentParser

/// The output format of `evaluate`.
enum EvaluationFormat: String, ExpressibleByArgument, CaseIterable {
  /// Figures and tables in Markdown.
  case text
  /// One line per answer.
  case csv
  /// All figures as JSON.
  case json
  /// A page with plots.
  case html
}
