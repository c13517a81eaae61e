import GenreMultipart
import Testing

@Suite("Multipart parser") struct ParserTests {
  private static let file = "Content-Disposition: form-data; name=\"file\"; filename=\"a.mp3\"\r\n"

  @Test func twoParts() {
    let form = Form(
      whole:
        "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\ngru\r\n--b\r\n\(Self.file)\r\nID3\r\n--b--\r\n"
    )
    #expect(form.error == nil)
    #expect(form.parts.map(\.name) == ["model", "file"])
    #expect(form.parts.map(\.fileName) == [nil, "a.mp3"])
    #expect(form.parts.map(\.text) == ["gru", "ID3"])
    #expect(form.parts.allSatisfy { $0.isComplete })
  }

  @Test func preambleAndEpilogueAreNoParts() {
    let form = Form(whole: "before --b\r\nand\r\n--b \t\r\n\(Self.file)\r\nx\r\n--b--after\r\n--b\r\nmore")
    #expect(form.error == nil)
    #expect(form.parts.map(\.text) == ["x"])
  }

  @Test(
    "Data that only looks like a boundary is data",
    arguments: [
      "\r\n--", "\r\n--c", "\r\n--bc", "\r\n--b-", "\r\n--b x", "\n--b\r\n", "--b\r", "\r\r\n\r\n",
      "\r\n--b\rx",
      "\r\n--b" + String(repeating: " ", count: 65),
    ])
  func lookalikes(data: String) {
    let form = Form(whole: "--b\r\n\(Self.file)\r\n\(data)|\r\n--b--")
    #expect(form.error == nil)
    #expect(form.parts.map(\.text) == [data + "|"])
  }

  @Test("Empty parts, with and without the line break of their own, and without headers")
  func emptyParts() {
    #expect(Form(whole: "--b\r\n\(Self.file)\r\n\r\n--b--").parts.map(\.text) == [""])
    #expect(Form(whole: "--b\r\n\(Self.file)\r\n--b--").parts.map(\.text) == [""])
    let bare = Form(whole: "--b\r\n\r\nx\r\n--b\r\n\r\n--b--")
    #expect(bare.error == nil)
    #expect(bare.parts.map(\.text) == ["x", ""])
    #expect(bare.parts.map(\.name) == [nil, nil])
    #expect(Form(whole: "--b--") == Form(whole: "\r\n--b--\r\n"))
    #expect(Form(whole: "--b--").parts.isEmpty)
  }

  @Test(
    "A body that ends early",
    arguments: ["", "--b", "--b\r\n", "--b\r\n\r\nx", "--b\r\n\r\nx\r\n--b", "--b-"])
  func incomplete(body: String) {
    #expect(Form(whole: body).error?.code == .incomplete)
  }

  @Test("A part that was cut off is not complete")
  func cutOff() {
    let form = Form(whole: "--b\r\n\(Self.file)\r\nhalf")
    #expect(form.parts.map(\.isComplete) == [false])
    #expect(form.error?.code == .incomplete)
  }

  @Test(
    "Headers that break the grammar",
    arguments: [
      "no colon", ": no name", "na me: x", "A: x\r\n folded", "A: x\u{0}y", "Content-Disposition: attachment",
      "Content-Disposition: form-data; name=\"open", "Content-Disposition: form-data; name",
      "Content-Disposition: form-data; name=\"a\"b",
    ])
  func invalidHeaders(line: String) {
    #expect(Form(whole: "--b\r\n\(line)\r\n\r\nx\r\n--b--").error?.code == .invalidHeader)
  }

  @Test(
    "Names as clients write them",
    arguments: [
      (#"filename="a b.mp3""#, "a b.mp3"), ("filename=a.mp3", "a.mp3"), (#"FileName = "a""#, "a"),
      (#"filename="q\"q\\.mp3""#, #"q"q\.mp3"#), (#"filename="C:\music\a.mp3""#, #"C:\music\a.mp3"#),
      (#"filename="100%25 %22x%22 %0d%0A""#, "100%25 \"x\" \r\n"), (#"filename="é♪.flac""#, "é♪.flac"),
      (#"filename="""#, ""), (#"filename="first"; filename="second""#, "first"),
      (#"filename="a;b=c""#, "a;b=c"), ("filename=\"\u{301}a\u{1F3FD}\"", "\u{301}a\u{1F3FD}"),
      ("filename=\"a\\\u{301}b\"", "a\\\u{301}b"),
      ("filename=\"\u{200D}a;b\u{301}\"; x=\"\u{FE0F}\"", "\u{200D}a;b\u{301}"),
      ("filename=\u{301}a", "\u{301}a"), ("filename=\"%22\u{301}%0D\u{200D}\"", "\"\u{301}\r\u{200D}"),
      ("filename=\"\u{E31}\u{E01}.wav\"", "\u{E31}\u{E01}.wav"),
    ])
  func names(parameter: String, expected: String) {
    let form = Form(whole: "--b\r\ncontent-disposition:form-data;name=f; \(parameter)\r\n\r\n\r\n--b--")
    #expect(form.error == nil)
    #expect(form.parts.map(\.name) == ["f"])
    #expect(form.parts.map(\.fileName) == [expected])
  }

  @Test func limits() {
    let limits = MultipartParser.Limits(maximumPartCount: 2, maximumHeaderByteCount: 20)
    let part = "--b\r\n\r\nx\r\n"
    #expect(Form(whole: part + part + "--b--", limits: limits).error == nil)
    #expect(Form(whole: part + part + part + "--b--", limits: limits).error?.code == .tooManyParts)
    let fitting = "A: " + String(repeating: "x", count: 15) + "\r\n"
    #expect(Form(whole: "--b\r\n\(fitting)\r\n\r\n--b--", limits: limits).error == nil)
    #expect(Form(whole: "--b\r\nB\(fitting)\r\n\r\n--b--", limits: limits).error?.code == .headersTooLarge)
    let endless = "--b\r\n" + String(repeating: "x", count: 23)
    #expect(Form(whole: endless, limits: limits).error?.code == .headersTooLarge)
  }

  @Test func tenThousandParts() {
    let body = (0..<10_000).map { "--b\r\nContent-Disposition: form-data; name=n\($0)\r\n\r\n\($0)\r\n" }
      .joined()
    let form = Form(whole: body + "--b--", limits: MultipartParser.Limits(maximumPartCount: 10_000))
    #expect(form.error == nil)
    #expect(form.parts.count == 10_000)
    #expect(form.parts.enumerated().allSatisfy { $1.name == "n\($0)" && $1.text == "\($0)" })
    #expect(Form(whole: body + "--b--").error?.code == .tooManyParts)
  }

  @Test("Boundaries, plain, quoted and odd")
  func boundaries() throws {
    func boundary(_ parameter: String) -> String? {
      try? MultipartBoundary(contentType: "multipart/form-data; \(parameter)").text
    }
    #expect(boundary("boundary=abc") == "abc")
    #expect(boundary("charset=utf-8; BOUNDARY=\"a b:c\"") == "a b:c")
    #expect(boundary("boundary=----WebKitFormBoundary'()+_,-./:=?") == "----WebKitFormBoundary'()+_,-./:=?")
    #expect(boundary("boundary=") == nil)
    #expect(boundary("boundary=\"\"") == nil)
    #expect(boundary("boundary=\"ends in space \"") == nil)
    #expect(boundary("boundary=\(String(repeating: "x", count: 70))") != nil)
    #expect(boundary("boundary=\(String(repeating: "x", count: 71))") == nil)
    #expect(boundary("boundary=é") == nil)
    #expect(boundary("charset=utf-8") == nil)
    #expect((try? MultipartBoundary(contentType: "text/plain; boundary=a")) == nil)
    #expect((try? MultipartBoundary(contentType: "Multipart/Form-Data; boundary=a"))?.text == "a")
  }
}
