import Foundation
import GenreKit
import GenreKitTestSupport
import GenreTestSupport
import Testing

@Suite("Paths from a list")
struct PathReaderTests {
  private let scratch: Scratch
  private let classifier: GenreClassifier

  init() throws {
    scratch = try Scratch()
    classifier = try GenreClassifier(model: Made.model())
  }

  /// The paths that are asked for, none of which is there.
  private func paths(in list: String, separator: PathReader.Separator) throws -> [String] {
    let reader = try PathReader(contentsOf: scratch.write(Data(list.utf8), to: "list"), separator: separator)
    var paths: [String] = []
    try BatchClassifier(classifier: classifier, jobs: 3).classify(pathsFrom: reader) { paths.append($0.path) }
    return paths
  }

  @Test("A path a line: empty lines, CRLF, blanks in names, and a last line without an end")
  func lines() throws {
    #expect(
      try paths(in: "a.mp3\n\n b c.mp3 \r\n-\nü.mp3", separator: .newline)
        == ["a.mp3", " b c.mp3 ", "-", "ü.mp3"])
    #expect(try paths(in: "", separator: .newline).isEmpty)
    #expect(try paths(in: "\n\n", separator: .newline).isEmpty)
  }

  @Test("Separated by zero bytes, a name may hold line ends")
  func null() throws {
    #expect(try paths(in: "a\nb\0\0c\r\0d", separator: .null) == ["a\nb", "c\r", "d"])
  }

  @Test("A line without end costs its own answer, and the paths after it are answered")
  func tooLong() throws {
    let long = String(repeating: "x", count: 1 << 16 + 1)
    let found = try paths(in: "a\n\(long)\nb\n", separator: .newline)
    #expect(found.count == 3 && found[0] == "a" && found[1].hasPrefix("xxx") && found[2] == "b")
    #expect(found[1].count < 100)
    let longest = String(repeating: "y", count: 1 << 16)
    #expect(try paths(in: longest, separator: .newline) == [longest])
  }

  @Test("Lists longer than the buffer, with paths across its end")
  func longList() throws {
    let names = (0..<30_000).map { "folder/\($0).mp3" }
    #expect(try paths(in: names.joined(separator: "\n"), separator: .newline) == names)
  }

  @Test("A list that is not there is an error")
  func missing() {
    let error = #expect(throws: GenreError.self) {
      try PathReader(contentsOf: scratch.path("none"))
    }
    #expect(error?.code == .notFound)
  }
}
