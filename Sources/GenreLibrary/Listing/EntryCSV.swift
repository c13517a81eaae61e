internal import GenreBase
import GenreKit

/// Files of a music library as comma-separated values (RFC 4180, lines ended by a newline).
public enum EntryCSV {
  /// The names of the columns.
  public static let header = CSVLine.text([
    "file", "genre", "confidence", "unsure", "out_of_scope", "duration", "warnings", "error", "message",
    "model", "model_version", "analysed", "missing_since",
  ])

  /// An entry in the columns of ``header``: probabilities to four decimals, the duration in seconds, times in UTC. Fields
  /// that it has no value for are empty. Bytes of the path that are not UTF-8 are written out, as in `\xE9`.
  public static func row(_ entry: LibraryEntry) -> String {
    let answer = entry.answer
    return CSVLine.text([
      entry.path, answer?.best.genre ?? "", answer?.best.confidence.decimals(4) ?? "",
      answer.map { $0.isUnsure ? "true" : "false" } ?? "", answer?.outOfScope?.decimals(4) ?? "",
      answer?.duration.decimals(3) ?? "", answer?.warnings.map(\.code).joined(separator: " ") ?? "",
      entry.failure?.code ?? "", entry.failure?.message ?? "", answer?.model ?? "",
      answer?.modelVersion ?? "", entry.analysed.map(TimeText.text) ?? "",
      entry.missingSince.map(TimeText.text) ?? "",
    ])
  }
}
