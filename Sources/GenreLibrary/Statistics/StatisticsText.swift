import GenreKit

/// Numbers about a music library as plain text.
public enum StatisticsText {
  /// The text, with tables of genres and folders.
  public static func text(_ statistics: LibraryStatistics) -> String {
    let hours = (statistics.duration / 3600).decimals(1)
    var lines = [
      "\(statistics.answeredCount) files classified (\(hours) h), \(statistics.unsureCount) of them unsure",
      "\(statistics.failedCount) failed, \(statistics.waitingCount) waiting, \(statistics.missingCount) missing",
    ]
    for (name, count) in statistics.models.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      lines.append("model \(name): \(count)")
    }
    return lines.joined(separator: "\n") + "\n" + table("genre", statistics.genres)
      + table("folder", statistics.folders)
  }

  private static func table(_ title: String, _ groups: [LibraryStatistics.Group]) -> String {
    guard !groups.isEmpty else { return "" }
    let rows = [[title, "files", "unsure", "confidence", "hours"]] + groups.map(cells)
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.map { row in
      let numbers = row.indices.dropFirst().map { padding(row[$0], widths[$0]) + row[$0] }
      return row[0] + padding(row[0], widths[0]) + "  " + numbers.joined(separator: "  ")
    }
    return "\n" + lines.joined(separator: "\n") + "\n"
  }

  static func cells(_ group: LibraryStatistics.Group) -> [String] {
    [
      group.name, "\(group.count)", "\(group.unsureCount)", group.meanConfidence.decimals(2),
      (group.duration / 3600).decimals(1),
    ]
  }

  private static func padding(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count))
  }
}
