import Foundation
import Testing

@Suite("What README and documents show")
struct ReadmeTests {
  /// The lines of a document's fenced block that begins so, without a last line of dots.
  private func block(beginning start: String, of document: String) throws -> [String] {
    let text = try String(contentsOf: Checkout.root.appending(path: document), encoding: .utf8)
    let blocks = text.components(separatedBy: "```").filter { $0.contains("\n\(start)") }
    let block = try #require(blocks.first, "no block of \(document) begins with \(start)")
    return block.split(separator: "\n").map(String.init).drop { $0 != start }
      .filter { $0.trimmingCharacters(in: .whitespaces) != "..." }
  }

  /// A line with its numbers and bars taken out, so that a last digit on another processor is no difference.
  private func words(_ line: String) -> String {
    line.replacing(/[0-9.]+|[█·]+|[░▒▓█]/, with: "#").replacing(/\s+$/, with: "")
  }

  private func numbers(_ line: String) -> [Double] {
    line.matches(of: /[0-9]+(\.[0-9]+)?/).compactMap { Double($0.output.0) }
  }

  private func expectSame(_ shown: [String], _ output: String, tolerance: Double) {
    let lines = output.split(separator: "\n").map(String.init)
    #expect(lines.count >= shown.count)
    for (shown, line) in zip(shown, lines) {
      #expect(words(shown) == words(line))
      #expect(
        zip(numbers(shown), numbers(line)).allSatisfy { abs($0 - $1) <= tolerance }, "\(shown) / \(line)")
    }
  }

  @Test("The answer for a person is the one that the command gives")
  func text() throws {
    let shown = try block(beginning: "Examples/demo.mp3  (0:27, model best)", of: "Docs/Command.md")
    let outcome = try Command.run("classify", "--timeline", "Examples/demo.mp3", in: Checkout.root)
    expectSame(shown, outcome.output, tolerance: 1)
    #expect(shown.count == outcome.output.split(separator: "\n").count)
  }

  @Test("The answer for a program is the one that the command gives")
  func json() throws {
    let shown = try block(beginning: "{", of: "Docs/Command.md")
    let outcome = try Command.run(
      "classify", "--format", "json", "--top", "2", "Examples/demo.mp3", in: Checkout.root)
    expectSame(shown, outcome.output, tolerance: 0.01)
  }
}
