import ArgumentParser

/// How `evaluate` prints.
enum EvaluationFormat: String, ExpressibleByArgument, CaseIterable {
  /// Figures and tables in Markdown.
  case text
  /// An answer a line.
  case csv
  /// The figures for a program.
  case json
  /// A page with plots.
  case html
}
