import GenreBase
import Testing

@Suite("Hashes, lines of CSV and processors")
struct TextAndNumberTests {
  @Test("The hash is FNV-1a, as published", arguments: [("", "cbf29ce484222325"), ("a", "af63dc4c8601ec8c")])
  func fingerprint(text: String, expected: String) {
    var hash = Fingerprint()
    hash.add(text)
    #expect(hash.text == expected)
    var bytes = Fingerprint()
    bytes.add(Array(text.utf8))
    #expect(bytes.value == hash.value)
  }

  @Test("Floats count by their bits and in their order")
  func floats() {
    var hash = Fingerprint()
    hash.add([1, -0.0][...])
    var words = Fingerprint()
    words.add(Float(1).bitPattern)
    words.add(0x8000_0000)
    #expect(hash.value == words.value)
    var other = Fingerprint()
    other.add([-0.0, 1][...])
    #expect(other.value != hash.value)
  }

  @Test("Fields with commas, quotes and line ends are quoted, others are not")
  func csv() {
    #expect(CSVLine.text(["a", "b c", ""]) == "a,b c,\n")
    #expect(CSVLine.text(["a,b", "\"", "x\ny", "x\r"]) == "\"a,b\",\"\"\"\",\"x\ny\",\"x\r\"\n")
  }

  @Test("There is a processor")
  func processors() {
    #expect((1...65_536).contains(processorCount()))
  }
}
