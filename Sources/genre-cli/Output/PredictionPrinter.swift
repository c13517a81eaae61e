import GenreKit

/// Prints predictions one by one, as they come.
struct PredictionPrinter {
  private let format: OutputFormat
  private let labels: [String]
  private let top: Int?
  private let showsTimeline: Bool
  private let isSingle: Bool
  private let hasExactNames: Bool
  private var printedCount = 0

  /// - Parameters:
  ///   - isSingle: Whether a single file was asked for: JSON is then one object, else an array.
  ///   - hasExactNames: Whether names are written as they are; JSON has their bytes anyway.
  init(
    format: OutputFormat, labels: [String], top: Int?, showsTimeline: Bool, isSingle: Bool,
    hasExactNames: Bool = false
  ) {
    self.format = format
    self.labels = labels
    self.top = top
    self.showsTimeline = showsTimeline
    self.isSingle = isSingle
    self.hasExactNames = hasExactNames && (format == .text || format == .csv)
  }

  /// Prints one prediction.
  mutating func print(_ prediction: GenrePrediction) {
    let shown = top.map(prediction.keepingTop) ?? prediction
    switch format {
    case .text:
      let separator = printedCount > 0 ? "\n" : ""
      let why = shown.explanation.map { "\n" + ExplanationText($0).text } ?? ""
      write(
        separator + TextReport(shown, showsTimeline: showsTimeline, hasExactName: hasExactNames).text + why)
    case .json:
      write((isSingle ? "" : printedCount == 0 ? "[\n" : ",\n") + json(shown, pretty: isSingle))
    case .ndjson: write(json(shown, pretty: false) + "\n")
    case .csv:
      if printedCount == 0 { write(PredictionCSV.header(labels: labels)) }
      write(PredictionCSV.row(prediction, labels: labels, hasExactName: hasExactNames))
    }
    printedCount += 1
  }

  /// Ends the output.
  func finish() {
    switch format {
    case .json where isSingle: if printedCount > 0 { write("\n") }
    case .json: write(printedCount == 0 ? "[]\n" : "\n]\n")
    case .csv where printedCount == 0: write(PredictionCSV.header(labels: labels))
    default: break
    }
  }

  private func json(_ prediction: GenrePrediction, pretty: Bool) -> String {
    do throws(GenreError) {
      return try prediction.json(pretty: pretty)
    } catch {
      Console.fail(error.description)
      return "null"
    }
  }

  private func write(_ text: String) {
    if hasExactNames { Console.printExactly(text) } else { Console.print(text, terminator: "") }
  }
}
