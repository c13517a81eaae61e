import GenreKit

/// The frame of a report: one file that opens anywhere, with everything in it and nothing from elsewhere.
enum ReportPage {
  /// A whole page.
  ///
  /// - Parameters:
  ///   - title: Plain text.
  ///   - body: HTML.
  static func page(title: String, body: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(HTMLText.escaped(title))</title>
    <style>
    \(style)
    </style>
    </head>
    <body>
    <main>
    \(body)
    </main>
    </body>
    </html>

    """
  }

  /// Colours have a second set for dark screens. The first two series are a blue and an orange that can be told apart
  /// with any kind of colour vision, and lines differ in their dashes as well.
  private static let style = """
    :root { --paper: #fcfcfb; --ink: #16181d; --soft: #5b616e; --rule: #dcdfe4; --note: #fdf3dc;
      --series0: #1f66c1; --series1: #c2540a; --series2: #1c7f5d; --cell: #2a66b8; }
    @media (prefers-color-scheme: dark) { :root { --paper: #15171b; --ink: #e9ebef; --soft: #a3aab6;
      --rule: #353941; --note: #332b18; --series0: #6aa7f5; --series1: #f0924d; --series2: #4dc39a; --cell: #3f7fd4; } }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--paper); color: var(--ink);
      font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
    main { max-width: 1080px; margin: 0 auto; padding: 24px 16px 64px; }
    h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 4px; }
    h2 { font-size: 1.3rem; margin: 48px 0 8px; padding-top: 16px; border-top: 1px solid var(--rule); }
    h3 { font-size: 1.05rem; margin: 28px 0 8px; }
    p { margin: 8px 0; max-width: 75ch; }
    .soft, .caption, figcaption { color: var(--soft); }
    .caption { font-size: .85rem; margin: 16px 0 4px; }
    .note { background: var(--note); padding: 10px 14px; border-radius: 6px; }
    .verdict { font-size: 1.05rem; }
    .grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); gap: 20px; }
    figure { margin: 0; min-width: 0; }
    figcaption { font-size: .85rem; margin-top: 4px; }
    svg { display: block; width: 100%; height: auto; max-width: 520px; }
    svg text { font-size: 11px; fill: var(--soft); font-family: inherit; font-variant-numeric: tabular-nums; }
    svg .value { fill: var(--ink); }
    svg .inverse { fill: #fff; }
    .axis { stroke: var(--rule); stroke-width: 1; fill: none; }
    .mean { stroke-width: 2; fill: none; stroke-linejoin: round; }
    .run { stroke-width: 1; fill: none; opacity: .28; }
    .dashed { stroke-dasharray: 5 3; }
    .original { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 1 3; fill: none; }
    .line0 { stroke: var(--series0); } .line1 { stroke: var(--series1); } .line2 { stroke: var(--series2); }
    .dot0 { fill: var(--series0); } .dot1 { fill: var(--series1); } .dot2 { fill: var(--series2); }
    .heat { fill: var(--cell); }
    .legend { display: flex; flex-wrap: wrap; gap: 4px 18px; padding: 0; margin: 8px 0; list-style: none;
      font-size: .9rem; }
    .legend svg { display: inline-block; width: 28px; height: 10px; margin-right: 6px; vertical-align: middle; }
    .scroll { overflow-x: auto; margin: 4px 0 12px; }
    table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
    th, td { padding: 4px 10px; text-align: right; border-bottom: 1px solid var(--rule); white-space: nowrap; }
    th:first-child { text-align: left; position: sticky; left: 0; background: var(--paper); }
    thead th { font-weight: 600; }
    tbody th { font-weight: 400; }
    @media (max-width: 640px) { th, td { padding: 4px 6px; } th:first-child { white-space: normal; min-width: 8em; }
      thead th { white-space: normal; vertical-align: bottom; } table { font-size: .82rem; } }
    """
}
