/// A file that came in: its bytes, and the name that the client gives it.
package struct Upload: Sendable {
  /// A text to show and nothing else.
  let name: String
  let bytes: [UInt8]
  /// What the bytes take of the budget; given back when the upload is gone.
  let share: MemoryBudget.Share

  /// The part of a client's name that people know a file by: without folders and control characters, and not endless.
  package static func displayName(_ text: String?) -> String {
    let last = (text ?? "").split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
    let visible = last.unicodeScalars.filter { !$0.properties.isControlOrFormat }
    let name = String(String.UnicodeScalarView(visible.prefix(120)))
    return name.isEmpty || name == "." || name == ".." ? "upload" : name
  }
}

extension Unicode.Scalar.Properties {
  fileprivate var isControlOrFormat: Bool {
    switch generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate: true
    default: false
    }
  }
}
