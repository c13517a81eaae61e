import Foundation
import Testing

@Suite("Messages of the libraries")
struct MessageTests {
  private static let libraries = [
    "AudioIO", "Features", "GRUNet", "GenreKit", "GenreTraining", "GenreReports",
    "GenreLibrary", "GenreTags",
  ]

  /// The lines of code in a library, without comments, each with its file.
  private func code(of library: String) throws -> [(file: String, line: String)] {
    let folder = Checkout.root.appending(path: "Sources/\(library)")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return try (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }.flatMap { file in
      try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
        .filter { !$0.trimmingCharacters(in: .whitespaces).hasPrefix("//") }
        .map { (file.lastPathComponent, $0) }
    }
  }

  @Test("No library names an option of a command: an importer has none", arguments: libraries)
  func options(library: String) throws {
    let lines = try code(of: library)
    #expect(lines.count > 100)
    // The colours of a report's style sheet are called --ink and the like.
    let naming = lines.filter { $0.file != "ReportPage.swift" && $0.line.contains(/"[^"]*(^|[ (`])--[a-z]/) }
    #expect(naming.map { "\($0.file): \($0.line)" } == [])
  }

  @Test("Errors begin in lower case and have no full stop", arguments: libraries)
  func form(library: String) throws {
    let errors = try code(of: library).filter { $0.line.contains(/(Error|Warning|fault|configuration)\(.*"/) }
    #expect(library == "GenreReports" || errors.count > 3)
    let odd = errors.filter { $0.line.contains(/[(,] "[A-Z][a-z]+ |[a-z]\."\)/) }
    #expect(odd.map { "\($0.file): \($0.line)" } == [])
  }
}
