import GenreKit

extension HTMLText {
  /// A table that scrolls sideways by itself where the screen is narrow.
  ///
  /// - Parameters:
  ///   - header: The names of the columns; plain text, as everything here.
  ///   - rows: The first cell of each is the row's name.
  ///   - caption: What the table shows.
  static func table(header: [String], rows: [[String]], caption: String) -> String {
    let head = header.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
    let body = rows.map { row in
      let cells = row.dropFirst().map { "<td>\(escaped($0))</td>" }.joined()
      return "<tr><th scope=\"row\">\(escaped(row.first ?? ""))</th>\(cells)</tr>\n"
    }
    return """
      <p class="caption">\(escaped(caption))</p>
      <div class="scroll"><table aria-label="\(escaped(caption))">
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(body.joined())</tbody></table></div>

      """
  }

  /// A plot with what it shows below it.
  static func figure(_ svg: String, caption: String) -> String {
    "<figure>\(svg)<figcaption>\(escaped(caption))</figcaption></figure>\n"
  }

  /// A paragraph of plain text.
  static func paragraph(_ text: String, style: String = "") -> String {
    "<p\(style.isEmpty ? "" : " class=\"\(style)\"")>\(escaped(text))</p>\n"
  }
}
