import GenreMultipart
import GenreTestSupport
import Testing

@Suite("File names as clients encode them") struct FileNameTests {
  private func fileName(_ parameters: String) -> String? {
    let form = Form(whole: "--b\r\nContent-Disposition: form-data; name=file; \(parameters)\r\n\r\n\r\n--b--")
    #expect(form.error == nil)
    return form.parts.first?.fileName
  }

  @Test(
    "As .NET, Python and mail libraries write them",
    arguments: [
      // .NET's MultipartFormDataContent sends both.
      (
        "filename=\"=?utf-8?B?w6nimaog5q2MLm1wMw==?=\"; filename*=utf-8''%C3%A9%E2%99%AA%20%E6%AD%8C.mp3",
        "é♪ 歌.mp3"
      ),
      ("filename=\"=?utf-8?B?w6nimaog5q2MLm1wMw==?=\"", "é♪ 歌.mp3"),
      ("filename=song.mp3; filename*=utf-8''song.mp3", "song.mp3"),
      // requests and urllib3 before 1.25.
      ("filename*=utf-8''%C3%A9%E2%99%AA.mp3", "é♪.mp3"), ("filename*=UTF-8'en'a%20b.mp3", "a b.mp3"),
      ("FILENAME*=\"utf-8''a%22b%3B.mp3\"", "a\"b;.mp3"), ("filename*=iso-8859-1''caf%E9.wav", "café.wav"),
      // Python's email package.
      ("filename=\"=?utf-8?q?caf=C3=A9_=5F=2Ewav?=\"", "café _.wav"),
      ("filename=\"=?iso-8859-1?q?caf=E9?= =?UTF-8*en?b?LndhdgA?=\"", "café.wav\u{0}"),
      ("filename=\"=?utf-8?b?w?= =?utf-8?q?=A9?=\"", "=?utf-8?b?w?= =?utf-8?q?=A9?="),
      ("filename=\"=?utf-8?q?=C3?= =?utf-8?q?=A9?=\"", "é"),
      ("filename=\"a  b =?utf-8?q?=C3=A9?= =?utf-8?q?x?= c.wav\"", "a  b éx c.wav"),
      ("filename*0*=utf-8''caf%C3; filename*1*=%A9; filename*2=\" 100%.wav\"", "café 100%.wav"),
    ])
  func known(parameters: String, expected: String) {
    #expect(fileName(parameters) == expected)
  }

  @Test(
    "What cannot be decoded is left as it is, or to the plain name",
    arguments: [
      ("filename=plain.mp3; filename*=utf-8''%E9.mp3", "plain.mp3"),
      ("filename=plain.mp3; filename*=utf-8''%4", "plain.mp3"),
      ("filename=plain.mp3; filename*=koi8-r''%C1.mp3", "plain.mp3"),
      ("filename=plain.mp3; filename*=a.mp3", "plain.mp3"), ("filename*=broken", nil),
      ("filename=plain.mp3; filename*0*=utf-8''%ZZ", "plain.mp3"),
      ("filename=\"=?utf-8?B?w6k\"", "=?utf-8?B?w6k"), ("filename=\"=?utf-8?X?w6k=?=\"", "=?utf-8?X?w6k=?="),
      ("filename=\"=?koi8-r?B?w6k=?=\"", "=?koi8-r?B?w6k=?="),
      ("filename=\"=?utf-8?Q?=E9?=\"", "=?utf-8?Q?=E9?="),
      ("filename=\"what=?utf-8?Q?x?=.mp3\"", "what=?utf-8?Q?x?=.mp3"), ("filename=\"a=?b.mp3\"", "a=?b.mp3"),
    ])
  func damaged(parameters: String, expected: String?) {
    #expect(fileName(parameters) == expected)
  }

  /// A name of letters from everywhere, and of what the grammars use themselves.
  private static func name(_ dice: inout SeededGenerator) -> String {
    let pieces = [
      "a", "Z", "0", ".mp3", "é", "歌", "♪", "👩\u{200D}🎤", "\u{301}", " ", "_", "=", "?", "=?", "?=", "'", "%",
      "%22", "*",
      "\"", "\\", ";", "/", "+", "=?utf-8?Q?x?=", "\u{E000}", "\u{10FFFF}",
    ]
    let count = Int.random(in: 1...12, using: &dice)
    return (0..<count).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &dice)] }.joined()
  }

  private static func hex(_ byte: UInt8) -> String {
    let digits = Array("0123456789ABCDEF")
    return "\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0...group.count { text.append(digits[value >> (18 - 6 * place) & 63]) }
      text += String(repeating: "=", count: 3 - group.count)
    }
    return text
  }

  @Test("Any name comes back, however it is encoded")
  func roundTrip() {
    var dice = SeededGenerator(seed: 11)
    for _ in 0..<2000 {
      let name = Self.name(&dice)
      let bytes = Array(name.utf8)
      let escaped = bytes.map { "%" + Self.hex($0) }.joined()
      let cut = Int.random(in: 0...bytes.count, using: &dice)
      let quoted = { (part: ArraySlice<UInt8>) in "=?UTF-8?q?\(part.map { "=" + Self.hex($0) }.joined())?=" }
      for parameters in [
        "filename*=utf-8''\(escaped)", "filename=x; filename*=UTF-8'id'\(escaped)",
        "filename=\"=?utf-8?B?\(Self.base64(bytes))?=\"",
        "filename=\"\(quoted(bytes[..<cut])) \(quoted(bytes[cut...]))\"",
        "filename*0*=utf-8''\(bytes[..<cut].map { "%" + Self.hex($0) }.joined()); "
          + "filename*1*=\(bytes[cut...].map { "%" + Self.hex($0) }.joined())",
      ] {
        #expect(fileName(parameters) == name, "\(parameters)")
      }
    }
  }

  @Test("Mutated parameters give some name or none, and never anything but text")
  func mutated() {
    var dice = SeededGenerator(seed: 12)
    let seeds = [
      "filename=\"=?utf-8?B?w6nimaog5q2MLm1wMw==?=\"; filename*=utf-8''%C3%A9%E2%99%AA",
      "filename*0*=utf-8''%C3; filename*1*=%A9",
      "filename=\"=?iso-8859-1?q?caf=E9?= =?utf-8?q?=C3=A9?=\"",
    ]
    let bytes = Array("=?'*%;\"\\ Bq0Cé".utf8)
    var outcomes: Set<String> = []
    for round in 0..<20_000 {
      var text = Array(seeds[round % seeds.count].utf8)
      for _ in 0..<Int.random(in: 1...4, using: &dice) {
        let place = Int.random(in: 0..<text.count, using: &dice)
        switch Int.random(in: 0..<3, using: &dice) {
        case 0: text.remove(at: place)
        case 1: text.insert(bytes[Int.random(in: 0..<bytes.count, using: &dice)], at: place)
        default: text[place] = bytes[Int.random(in: 0..<bytes.count, using: &dice)]
        }
      }
      let body =
        Array("--b\r\nContent-Disposition: form-data; ".utf8) + text + Array("\r\n\r\n\r\n--b--".utf8)
      let form = Form([body[...]])
      outcomes.insert(form.error?.code.name ?? form.parts.first?.fileName ?? "none")
    }
    #expect(outcomes.count > 1000 && outcomes.contains("invalidHeader") && outcomes.contains("none"))
  }
}
