import GenreBase
import GenreTestSupport
import Testing

@Suite("Paths as text, without loss")
struct PathTextTests {
  @Test("Any bytes are text, and give the same bytes again")
  func bijection() {
    var generator = SeededGenerator(seed: 7)
    for length in 0..<300 {
      // Half of them beyond ASCII, among them what UTF-8 begins and goes on with.
      let bytes = (0..<length).map { _ in UInt8.random(in: 1...255, using: &generator) }
      #expect(PathText.bytes(PathText.text(bytes)) == bytes, "\(bytes)")
    }
  }

  @Test("UTF-8 is the text that it looks like, also decomposed")
  func plain() {
    for name in ["a/b c.wav", "Türkü", "u\u{308}", "演歌", "🎸", "\u{301}x", ""] {
      #expect(Array(PathText.text(Array(name.utf8)).utf8) == Array(name.utf8))
      #expect(PathText.shown(name) == name && !PathText.isLossy(name))
    }
  }

  @Test(
    "Bytes that are not UTF-8 are shown in hexadecimal",
    arguments: [
      ([0x63, 0xE9, 0x2E], "c\\xE9."), ([0xC3], "\\xC3"), ([0xED, 0xA0, 0x80], "\\xED\\xA0\\x80"),
      ([0xC3, 0xA9, 0xFF], "é\\xFF"), ([0xC0, 0xAF], "\\xC0\\xAF"),
    ] as [([UInt8], String)])
  func lossy(bytes: [UInt8], shown: String) {
    let text = PathText.text(bytes)
    #expect(PathText.shown(text) == shown && PathText.isLossy(text) && PathText.bytes(text) == bytes)
  }

  @Test("A name with a code point that stands for a byte is another name than that byte")
  func escapedEscapes() {
    let name = Array("a\u{10FEE9}".utf8)
    let text = PathText.text(name)
    #expect(PathText.bytes(text) == name && text != PathText.text([0x61, 0xE9]))
    #expect(PathText.shown(text) == "a\u{10FEE9}" && !PathText.isLossy(text))
  }

  @Test("Two spellings of one letter are two texts")
  func exactText() {
    #expect("\u{FC}" == "u\u{308}")
    #expect(ExactText("\u{FC}") != ExactText("u\u{308}"))
    #expect(Set(["\u{FC}", "u\u{308}"].map(ExactText.init)).count == 2)
    #expect(ExactText("u\u{308}") < ExactText("\u{FC}") && !(ExactText("\u{FC}") < ExactText("u\u{308}")))
  }
}
