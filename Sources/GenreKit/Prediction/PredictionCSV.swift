internal import GenreBase

/// Predictions as comma-separated values (RFC 4180, lines ended by a newline), for spreadsheets and scripts.
public enum PredictionCSV {
  /// The header: `file,model,genre,confidence,unsure,duration` and a column a genre.
  public static func header(labels: [String]) -> String {
    CSVLine.text(["file", "model", "genre", "confidence", "unsure", "duration"] + labels)
  }

  /// A prediction in the columns of ``header(labels:)``: probabilities to four decimals, the duration in seconds.
  /// A name that is not UTF-8 has its other bytes written out, as in `\xE9`.
  public static func row(_ prediction: GenrePrediction, labels: [String]) -> String {
    row(prediction, labels: labels, hasExactName: false)
  }

  /// As ``row(_:labels:)``, or with the name as `PathText` has it.
  package static func row(_ prediction: GenrePrediction, labels: [String], hasExactName: Bool) -> String {
    let confidences = Dictionary(
      prediction.scores.map { ($0.genre, $0.confidence) }, uniquingKeysWith: { first, _ in first })
    let fixed = [
      prediction.file, prediction.model, prediction.best.genre,
      prediction.best.confidence.decimals(4),
      prediction.isUnsure ? "true" : "false", prediction.duration.decimals(3),
    ]
    return CSVLine.text(
      hasExactName: hasExactName, fixed + labels.map { confidences[$0].map { $0.decimals(4) } ?? "" })
  }
}
