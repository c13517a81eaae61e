/// Predictions as comma-separated values (RFC 4180, lines ended by a newline), for spreadsheets and scripts.
public enum PredictionCSV {
  /// The header: `file,model,genre,confidence,unsure,duration` and a column a genre.
  public static func header(labels: [String]) -> String {
    line(["file", "model", "genre", "confidence", "unsure", "duration"] + labels)
  }

  /// A prediction in the columns of ``header(labels:)``: probabilities to four decimals, the duration in seconds.
  public static func row(_ prediction: GenrePrediction, labels: [String]) -> String {
    let confidences = Dictionary(
      prediction.scores.map { ($0.genre, $0.confidence) }, uniquingKeysWith: { first, _ in first })
    let fixed = [
      prediction.file, prediction.model, prediction.best.genre, decimal(prediction.best.confidence, places: 4),
      prediction.isUnsure ? "true" : "false", decimal(prediction.duration, places: 3),
    ]
    return line(fixed + labels.map { confidences[$0].map { decimal($0, places: 4) } ?? "" })
  }

  private static func line(_ fields: [String]) -> String {
    fields.map(quoted).joined(separator: ",") + "\n"
  }

  private static func quoted(_ field: String) -> String {
    guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
    return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  private static func decimal(_ value: Double, places: Int) -> String {
    let scale = [1.0, 10, 100, 1_000, 10_000][places]
    let scaled = Int((value * scale).rounded())
    let fraction = String(scaled % Int(scale))
    return "\(scaled / Int(scale)).\(String(repeating: "0", count: places - fraction.count))\(fraction)"
  }
}
