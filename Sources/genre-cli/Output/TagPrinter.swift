import GenreKit
import GenreTags

/// Prints a line for each file that is tagged, and counts.
struct TagPrinter {
  private let writes: Bool
  private let field: TagField
  private var counts = (tagged: 0, known: 0, unsure: 0)

  init(writes: Bool, field: TagField) {
    self.writes = writes
    self.field = field
  }

  /// Prints what became of a file.
  mutating func print(_ path: String, _ outcome: TagOutcome) {
    Console.print("\(path): \(text(outcome))".printable)
    switch outcome {
    case .tagged: counts.tagged += 1
    case .hasValues, .same, .changedSince: counts.known += 1
    case .unsure: counts.unsure += 1
    }
  }

  private func text(_ outcome: TagOutcome) -> String {
    let name = field.name.lowercased()
    switch outcome {
    case .tagged(let values, let before):
      let old = before.isEmpty ? "" : ", was \(list(before))"
      guard !values.isEmpty else { return "removed \(name)\(old)" }
      return "\(writes ? "wrote" : "would write") \(name) \(list(values))\(old)"
    case .hasValues(let values): return "skipped, \(name) is \(list(values))"
    case .same(let values): return "skipped, \(name) is already \(list(values))"
    case .changedSince(let values):
      return "skipped, \(name) was changed since\(values.isEmpty ? "" : " to \(list(values))")"
    case .unsure: return "skipped, the answer is not sure enough"
    }
  }

  private func list(_ values: [String]) -> String { values.joined(separator: "; ") }

  /// Says on standard error how many files were tagged, and how to go on.
  func finish(run: String?) {
    var line = "\(counts.tagged) \(writes ? "tagged" : "to tag"), \(counts.known) left as they are"
    if counts.unsure > 0 { line += ", \(counts.unsure) not sure enough" }
    if !writes, counts.tagged > 0 { line += "; nothing was written, use --write" }
    if let run, counts.tagged > 0 { line += "; run \(run)" }
    Console.writeError(line + "\n")
  }
}
