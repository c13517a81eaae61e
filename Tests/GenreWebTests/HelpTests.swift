import Foundation
import GenreTestSupport
import Testing

@Suite("The server's help")
struct HelpTests {
  @Test("Help uses the field's words, and none that have to be guessed")
  func words() throws {
    let bundle = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let process = Process()
    process.executableURL = bundle.appending(path: "genre-web")
    process.arguments = ["--help"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0 && text.contains("--max-upload"))
    #expect(PlainWords.faults(in: text) == [])
  }
}
