import GenreTraining

/// The progress of reading many files: a bar on a terminal, and the warnings and errors of each file.
struct FileProgressLine {
  private var line: ProgressLine?

  /// Shows what came of a file.
  mutating func show(_ file: FileProgress, failures: inout FailureCount) {
    var progress = line ?? ProgressLine(total: file.total, unit: "files")
    progress.clear()
    file.warnings.forEach { Console.warn("\(file.path): \($0)") }
    failures.note(file.error)
    progress.advance(note: file.label)
    line = progress
  }

  /// Wipes the progress.
  func clear() { line?.clear() }
}
