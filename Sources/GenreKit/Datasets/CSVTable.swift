/// A small table of comma-separated values (RFC 4180) with a header line.
///
/// Own code, because the facade must not bring a package to its importers, and Foundation reads no CSV.
struct CSVTable {
  /// The names of the columns.
  let columns: [String]
  /// The rows, each with a field a column; missing fields are empty.
  let rows: [[String]]

  init(_ text: String) {
    var records = Self.records(in: text)
    let header = records.isEmpty ? [] : records.removeFirst()
    columns = header
    rows = records.filter { $0 != [""] }.map { record in
      record + Array(repeating: "", count: max(0, header.count - record.count))
    }
  }

  /// The position of a column; nil if there is none of that name.
  func position(of column: String) -> Int? { columns.firstIndex(of: column) }

  private static func records(in text: String) -> [[String]] {
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
      case "," where !isQuoted:
        record.append(field)
        field = ""
        wasQuote = false
      case "\r" where !isQuoted && scalars.first == "\n": continue
      case "\n" where !isQuoted:
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
