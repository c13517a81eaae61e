import GenreKit

/// A diagnosis for a person to read or to paste: a line for each fact.
struct DiagnosisText {
  private let diagnosis: Diagnosis

  init(_ diagnosis: Diagnosis) { self.diagnosis = diagnosis }

  /// The lines, each ended by a newline.
  var text: String {
    let lines =
      machine + diagnosis.libraries.map { ($0.name, $0.version) } + diagnosis.models.map(row)
    let width = lines.map(\.0.count).max() ?? 0
    return lines.map { name, value in
      "\(name):\(String(repeating: " ", count: width - name.count + 1))\(value.printable)\n"
    }.joined()
  }

  private var machine: [(String, String)] {
    [
      ("genre-cli", diagnosis.version), ("system", diagnosis.system),
      ("processor", "\(diagnosis.architecture), kernels for \(diagnosis.instructionSet)"),
      ("cores", "\(diagnosis.cores)"),
    ]
  }

  private func row(_ test: SelfTest) -> (String, String) {
    let answer =
      test.error ?? "\(test.genre ?? "no answer") \((test.confidence ?? 0).decimals(4))"
    return ("model \(test.model)", "self-test \(test.passed ? "passed" : "FAILED") (\(answer))")
  }
}
