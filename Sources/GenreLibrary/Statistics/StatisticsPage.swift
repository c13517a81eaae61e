import GenreKit

/// Numbers about a music library as a page: one file of HTML with plots as SVG and nothing from elsewhere.
public enum StatisticsPage {
  private static let style = """
    :root { --paper: #fcfcfb; --ink: #16181d; --soft: #5b616e; --rule: #dcdfe4; --bar: #1f66c1; }
    @media (prefers-color-scheme: dark) { :root { --paper: #15171b; --ink: #e9ebef; --soft: #a3aab6;
      --rule: #353941; --bar: #6aa7f5; } }
    body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem; background: var(--paper); color: var(--ink);
      font: 16px/1.5 system-ui, sans-serif; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
    th, td { padding: 4px 10px; text-align: right; border-bottom: 1px solid var(--rule); }
    th:first-child { text-align: left; font-weight: 400; overflow-wrap: anywhere; }
    svg { display: block; width: 100%; max-width: 40rem; height: auto; }
    svg text { font-size: 12px; fill: var(--ink); }
    svg rect { fill: var(--bar); }
    svg .unsure { opacity: .4; }
    .soft { color: var(--soft); }
    """

  /// The whole page.
  public static func html(_ statistics: LibraryStatistics) -> String {
    let hours = (statistics.duration / 3600).decimals(1)
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>Music library</title>
      <style>
      \(style)
      </style>
      </head>
      <body>
      <h1>Music library</h1>
      <p>\(statistics.answeredCount) files classified (\(hours) h), \(statistics.unsureCount) of them unsure.
      \(statistics.failedCount) failed, \(statistics.waitingCount) wait, \(statistics.missingCount) are missing.</p>
      <h2>Genres</h2>
      \(plot(statistics.genres))
      <p class="soft">Files per genre; the pale part of a bar is unsure.</p>
      \(table("genre", statistics.genres))
      <h2>Folders</h2>
      \(table("folder", statistics.folders))
      </body>
      </html>

      """
  }

  private static func plot(_ groups: [LibraryStatistics.Group]) -> String {
    let most = max(1, groups.map(\.count).max() ?? 1)
    let bars = groups.enumerated().map { row, group in
      let scale = 400 / Double(most)
      let (sure, all) = (Double(group.count - group.unsureCount) * scale, Double(group.count) * scale)
      let y = row * 24
      return """
        <text x="92" y="\(y + 16)" text-anchor="end">\(HTMLText.escaped(group.name))</text>
        <rect x="100" y="\(y + 4)" width="\(sure.decimals(1))" height="16"/>
        <rect class="unsure" x="\((100 + sure).decimals(1))" y="\(y + 4)" width="\((all - sure).decimals(1))" height="16"/>
        <text x="\((106 + all).decimals(1))" y="\(y + 16)">\(group.count)</text>
        """
    }
    return """
      <svg viewBox="0 0 560 \(max(1, groups.count) * 24)" role="img" aria-label="Files per genre">
      \(bars.joined(separator: "\n"))
      </svg>
      """
  }

  private static func table(_ title: String, _ groups: [LibraryStatistics.Group]) -> String {
    let head = [title, "files", "unsure", "mean confidence", "hours"].map { "<th scope=\"col\">\($0)</th>" }
    let rows = groups.map { group in
      let cells = StatisticsText.cells(group).map { HTMLText.escaped(PathName.shown($0)) }
      return
        "<tr><th scope=\"row\">\(cells[0])</th>\(cells.dropFirst().map { "<td>\($0)</td>" }.joined())</tr>"
    }
    return """
      <table>
      <thead><tr>\(head.joined())</tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table>
      """
  }
}
