import Foundation
import GenreAudio
import GenreTestSupport
import Testing

/// Headers that would lead a decoder in circles: answered soon, with sound or with an error.
///
/// In processes of their own, which an alarm ends: a loop is one failed test and not a suite that never returns.
@Suite(.timeLimit(.minutes(5))) struct EndlessHeaderTests {
  @Test func theReportedListIsRefused() async {
    await #expect(processExitsWith: .success) {
      alarm(20)
      expectRefusal(.damaged, .bytes(LyingChunks.reported), mentions: "WAV")
    }
  }

  @Test(arguments: LyingChunks.layouts.indices) func lengthsAreChecked(_ index: Int) async {
    await #expect(processExitsWith: .success) { [index] in
      for (name, bytes) in try LyingChunks.files(LyingChunks.layouts[index]) {
        alarm(10)
        try Damage.check(bytes, frameLimit: 2_000_000, name)
      }
    }
  }

  /// Anything in the first bytes, where headers are, of every format.
  @Test(arguments: 0..<3) func mutatedHeadersAreAnswered(_ part: Int) async {
    await #expect(processExitsWith: .success) { [part] in
      for (index, fixture) in Fixture.all.enumerated() where index % 3 == part {
        var random = SeededGenerator(seed: UInt64(index))
        for variant in 0..<400 {
          alarm(10)
          let bytes = Damage.header(try fixture.bytes(), &random)
          try Damage.check(bytes, frameLimit: 20_000_000, "\(fixture.name) header \(variant)")
        }
      }
    }
  }

  /// A decoder that asks for ever gets nothing in the end; one that reads a file once gets it.
  @Test func readingIsLimited() {
    for byteCount in [0, 52, 1_000_000] {
      for var allowance in [ReadAllowance.opening(byteCount: byteCount), .decoding(byteCount: byteCount)] {
        let isReadable = allowance.spend(byteCount)
        let calls = (0..<2_000_000).prefix { _ in allowance.spend(0) }.count
        #expect(isReadable && calls > 60_000 && calls < 2_000_000)
        #expect(allowance.isExhausted)
      }
      var allowance = ReadAllowance.decoding(byteCount: byteCount)
      let isEndless = allowance.spend(1 << 40)
      #expect(!isEndless)
    }
  }
}
