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

  /// A table of packets with an entry that has no end, or is cut: nothing is printed, and what is whole is used.
  @Test func packetTablesAreChecked() async {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardOutputContent, \.standardErrorContent]
    ) {
      alarm(20)
      let whole = try Fixture.bytes("alac.caf")
      let table = try #require(whole.firstRange(of: Array("pakt".utf8))).upperBound + 8 + 24
      for entries in [
        [0xFF, 0xFF, 0xFF, 0xFF], [0x8D, 0x61, 0xFF, 0xFF], [0, 0, 0, 0], [0x84, 0x38, 0x8D, 0xE1],
      ] {
        var bytes = whole
        bytes.replaceSubrange(table..<table + 4, with: entries.map { UInt8($0) })
        try Damage.check(bytes, frameLimit: 100_000, "\(entries)")
      }
    }
    #expect(result?.standardOutputContent.isEmpty == true)
    #expect(result?.standardErrorContent.isEmpty == true)
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
