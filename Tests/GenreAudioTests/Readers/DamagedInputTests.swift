import Foundation
import GenreAudio
import Testing

/// Thousands of damaged files: each gives finite samples or an error, soon, and nothing is printed.
///
/// Runs in processes of its own, so that a crash in a C library is one failed test, and so that whatever a
/// library prints is seen.
@Suite(.timeLimit(.minutes(10))) struct DamagedInputTests {
  @Test(arguments: 0..<3) func everyVariantIsAnswered(_ part: Int) async {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardOutputContent, \.standardErrorContent]
    ) { [part] in
      try Damage.run(part: part)
    }
    #expect(result.map { String(decoding: $0.standardOutputContent, as: UTF8.self) } == "")
    #expect(result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } == "")
  }
}
