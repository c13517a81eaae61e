/// A file that came in: its bytes, and the name that the client gives it.
package struct Upload: Sendable {
  /// A text to show and nothing else.
  package let name: String
  package let bytes: [UInt8]
  /// What the bytes take of the budget; given back when the upload is gone.
  let share: MemoryBudget.Share

  /// The part of a client's name that people know a file by: without folders and control characters, and not endless.
  package static func displayName(_ text: String?) -> String {
    let last = (text ?? "").unicodeScalars.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last
    let kept = String.UnicodeScalarView((last ?? "".unicodeScalars[...]).filter(\.belongsInName).prefix(120))
    let name = String(kept)
    return kept.allSatisfy(\.isJoiner) || name == "." || name == ".." ? "upload" : name
  }
}

extension Unicode.Scalar {
  /// What joins and parts letters in Persian and Indian scripts, and makes one picture of several.
  fileprivate var isJoiner: Bool { value == 0x200C || value == 0x200D }

  /// Not what moves the cursor, turns the line around or cannot be seen.
  fileprivate var belongsInName: Bool {
    switch properties.generalCategory {
    case .format: isJoiner
    case .control, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate: false
    default: true
    }
  }
}
