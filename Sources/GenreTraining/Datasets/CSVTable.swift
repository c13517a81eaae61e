import GenreKit

/// A small table of comma-separated values (RFC 4180) with a header line. Where that has no comma, semicolons or tabs
/// separate, as spreadsheets of some languages write them; lines may end as they do anywhere.
///
/// Own code, because the facade must not bring a package to its importers, and Foundation reads no CSV.
struct CSVTable {
  /// The names of the columns, in lower case.
  let columns: [String]
  /// The rows, each with a field a column; missing fields are empty.
  let rows: [[String]]

  init(_ text: String) {
    var records = Self.records(in: text, separator: Self.separator(of: text))
    let header = records.isEmpty ? [] : records.removeFirst()
    columns = header.map { $0.trimmed.lowercased() }
    rows = records.filter { $0 != [""] }.map { record in
      record + Array(repeating: "", count: max(0, header.count - record.count))
    }
  }

  /// The position of a column; nil if there is none of that name.
  func position(of column: String) -> Int? { columns.firstIndex(of: column) }

  private static func separator(of text: String) -> Unicode.Scalar {
    let header = text.unicodeScalars.prefix { $0 != "\n" && $0 != "\r" }
    return [",", ";", "\t"].first { header.contains($0) } ?? ","
  }

  private static func records(in text: String, separator: Unicode.Scalar) -> [[String]] {
    var records: [[String]] = []
    var record: [String] = []
    var field = ""
    var isQuoted = false
    var wasQuote = false
    var scalars = text.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"" where isQuoted:
        isQuoted = false
        wasQuote = true
      case "\"" where wasQuote:
        field.append("\"")
        isQuoted = true
        wasQuote = false
      case "\"" where field.isEmpty:
        isQuoted = true
      case separator where !isQuoted:
        record.append(field)
        field = ""
        wasQuote = false
      case "\r" where !isQuoted && scalars.first == "\n": continue
      case "\n" where !isQuoted, "\r" where !isQuoted:
        records.append(record + [field])
        record = []
        field = ""
        wasQuote = false
      default: field.unicodeScalars.append(scalar)
      }
    }
    if !field.isEmpty || !record.isEmpty { records.append(record + [field]) }
    return records
  }
}
