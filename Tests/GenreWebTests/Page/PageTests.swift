import Foundation
import GenreKit
import GenreWeb
import HTTPTypes
import Hummingbird
import NIOCore
import GenreTestSupport
import Testing

@Suite("The page") struct PageTests {
  @Test("In the browser's language, or the one that is chosen")
  func languages() async throws {
    try await Server.test { client in
      for (uri, accepted, word) in [
        ("/", nil, "<html lang=\"en\">"), ("/", "id-ID,id;q=0.9", ">Cek Genre</button>"),
        ("/?lang=en", "id", ">Check genre</button>"), ("/?lang=id", "en", "<html lang=\"id\">"),
      ] as [(String, String?, String)] {
        let page = try await client.execute(
          uri: uri, method: .get, headers: accepted.map { [.acceptLanguage: $0] } ?? [:])
        #expect(page.text.contains(word))
        #expect(!page.text.contains("{"), "a gap was left")
      }
    }
  }

  @Test(
    "Accept-Language",
    arguments: [
      ("id", PageLanguage.indonesian), ("in-ID", .indonesian), ("en-GB,id;q=0.8", .english),
      ("id;q=0.3, en;q=0.2", .indonesian), ("de, id;q=0", .english), ("fr,*", .english), ("", .english),
      ("ID-id", .indonesian), (";;q=,,", .english),
    ])
  func preference(accepted: String, expected: PageLanguage) {
    #expect(PageLanguage(choice: nil, accepted: accepted) == expected)
    #expect(PageLanguage(choice: "xx", accepted: accepted) == expected)
    #expect(PageLanguage(choice: "en", accepted: accepted) == .english)
  }

  @Test("Both languages have the same words and gaps")
  func words() async throws {
    try await Server.test { client in
      func words(_ language: String) async throws -> [String: String] {
        let answer = try await client.execute(uri: "/text/\(language).json", method: .get)
        return try #require(try answer.json as? [String: String])
      }
      let (english, indonesian) = (try await words("en"), try await words("id"))
      // English shows the server's own sentences for most errors and warnings.
      #expect(Set(english.keys).subtracting(indonesian.keys) == [])
      #expect(
        Set(indonesian.keys).subtracting(english.keys).allSatisfy {
          $0.hasPrefix("error.") || $0.hasPrefix("warning.")
        })
      for (key, sentence) in english {
        #expect(gaps(sentence) == gaps(indonesian[key] ?? ""), "\(key)")
      }
    }
  }

  @Test("The form has each model, named, the default one chosen, and all side by side")
  func models() async throws {
    try await Server.test { client in
      let page = try await client.execute(uri: "/", method: .get).text
      let words = try await client.execute(uri: "/text/en.json", method: .get).json
      let names = GenreModel.bundledNames
      let inputs = page.matches(of: /name="model" value="([^"]+)"( checked)?/)
      #expect(inputs.map { String($0.output.1) } == names + [names.joined(separator: ",")])
      #expect(inputs.filter { $0.output.2 != nil }.map { String($0.output.1) } == [GenreModel.defaultName])
      for name in names { #expect(words["model.\(name)"] != nil, "the page has no word for \(name)") }
    }
  }

  @Test("Warnings in the page's language, with the seconds of the model's own window; silence has no genre")
  func warnings() async throws {
    try await Server.test { client in
      let files = Form().file(Sound.wav(Sound.tune(seconds: 0.5))).file(
        Sound.wav([Float](repeating: 0, count: 100_000)))
      let window = Int(try GenreModel(.bundled).grid.duration)
      for (language, short, silent) in [
        ("en", "repeated to fill \(window) seconds.", "This recording is silent."),
        ("id", "diulang sampai \(window) detik.", "Rekaman ini hening."),
      ] {
        let answer = try await client.execute(
          uri: "/?lang=\(language)", method: .post, headers: Form.headers, body: files.complete)
        #expect(answer.status == .ok)
        #expect(answer.text.contains(short) && answer.text.contains(silent))
        let cards = answer.text.split(separator: "<article")
        #expect(cards.count == 3 && !cards[2].contains("(10 %)"))
        #expect(cards[2].contains("class=\"answer unsure\"") && cards[2].contains("class=\"silent\""))
      }
    }
  }

  private func gaps(_ sentence: String) -> Set<String> {
    Set(sentence.matches(of: /\{\w+\}/).map { String($0.output) })
  }

  @Test("Without JavaScript: files of a form, each answered or refused on the page, nothing taken as HTML")
  func plainForm() async throws {
    let all = GenreModel.bundledNames.joined(separator: ",")
    try await Server.test { client in
      let answer = try await client.execute(
        uri: "/?lang=id", method: .post, headers: Form.headers,
        body: Form().file(Sound.wav(Sound.tune(seconds: 4)), name: "<b>&.wav").file(
          Data("words".utf8), name: "b.mp3"
        )
        .field("model", all).complete)
      #expect(answer.status == .ok)
      #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
      #expect(answer.text.contains("<h2>&lt;b&gt;&amp;.wav</h2>"))
      #expect(!answer.text.contains("<b>"))
      let headings = answer.text.matches(of: /<h3 class="model">(\w+)</).map { String($0.output.1) }
      #expect(headings == ["Terbaik", "GRU", "LSTM"])
      #expect(answer.text.contains("value=\"\(all)\" checked"))
      #expect(answer.text.contains("<article class=\"card failed\"><h2>b.mp3</h2>"))
      #expect(answer.text.contains("Klasik"))
      #expect(answer.text.contains("Kandidat kedua: ") && answer.text.contains("aria-label=\"0:00 sampai "))
    }
  }

  @Test func plainFormRefused() async throws {
    try await Server.test { client in
      let answer = try await client.execute(
        uri: "/", method: .post, headers: Form.headers, body: Form().field("model", "gru").complete)
      #expect(answer.status == .badRequest)
      #expect(answer.text.contains("No file was chosen."))
      #expect(answer.text.contains("value=\"gru\" checked"))
      let failed = try await client.execute(
        uri: "/", method: .post, headers: Form.headers,
        body: Form().file(Data("words".utf8)).file(Sound.wav(Sound.tune(seconds: 3))).field("model", "lstm")
          .complete)
      #expect(failed.text.contains("value=\"lstm\" checked"))
      let unknown = try await client.execute(
        uri: "/", method: .post, headers: Form.headers,
        body: Form().file(Data("x".utf8)).field("model", "<script>").complete)
      #expect(unknown.status == .badRequest)
      #expect(!unknown.text.contains("<script>"))
    }
  }

  @Test("The API gives the card that the plain page shows, in each language, and refuses in JSON")
  func markup() async throws {
    let body = Form().file(Sound.wav(Sound.tune(seconds: 4)), name: "<b>&%22.wav").complete
    try await Server.test { client in
      func post(_ uri: String, _ body: ByteBuffer) async throws -> TestResponse {
        try await client.execute(uri: uri, method: .post, headers: Form.headers, body: body)
      }
      let classify = "/api/classify?model=gru,lstm&explain=true&markup="
      let answer = try await post(classify + "en,id", body)
      #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
      let cards = answer.text.split(separator: "\n").map(String.init)
      #expect(cards.count == 2 && cards[1].contains("Semua kandidat") && !answer.text.contains("<b>"))
      for (card, language) in zip(cards, ["en", "id"]) {
        #expect(card.hasPrefix("<article class=\"card\" lang=\"\(language)\" data-summary=\"GRU: "))
        let page = try await post(
          "/?lang=\(language)",
          Form().file(Sound.wav(Sound.tune(seconds: 4)), name: "<b>&%22.wav").field("model", "gru,lstm")
            .complete)
        #expect(page.text.contains(card))
      }
      let plain = try await post(classify.replacing("&explain=true", with: "") + "en", body)
      #expect(!plain.text.contains("class=\"reasons\"") && plain.text.contains("class=\"strip\""))
      #expect(
        try await post(classify + "en", Form().file(Data("la la".utf8)).complete).errorCode == "not_audio")
      for list in ["", "de", "en,", "en id"] {
        #expect(
          try await post(classify + list.replacing(" ", with: "%20"), body).errorCode == "bad_parameter")
      }
    }
  }

  @Test("Every file that the page names is there, and unchanged ones are not sent again")
  func files() async throws {
    try await Server.test { client in
      let page = try await client.execute(uri: "/", method: .get).text
      let app = try await client.execute(uri: "/app.js", method: .get).text
      let named =
        page.matches(of: /(?:href|src)="([\w.-]+)"/).map { "/" + $0.output.1 }
        + app.matches(of: /from "\.(\/[\w.-]+)"/).map { String($0.output.1) } + ["/recorder-worklet.js"]
      #expect(named.count >= 8)
      for path in Set(named) {
        let answer = try await client.execute(uri: path, method: .get)
        #expect(answer.status == .ok && answer.body.readableBytes > 100, "\(path)")
        let tag = try #require(answer.headers[.eTag])
        let again = try await client.execute(uri: path, method: .get, headers: [.ifNoneMatch: tag])
        #expect(again.status == .notModified && again.body.readableBytes == 0)
        for (tags, isHeld) in [
          ("W/\(tag)", true), ("\"x\", \(tag)", true), ("\"x\",W/\(tag)", true), ("*", true),
          ("\"x\"", false),
        ] {
          let answer = try await client.execute(uri: path, method: .get, headers: [.ifNoneMatch: tags])
          #expect(answer.status == (isHeld ? .notModified : .ok), "\(tags)")
        }
      }
    }
  }

  @Test("The page runs no script, style or handler of its own text, as its policy says")
  func noInline() async throws {
    try await Server.test { client in
      let answer = try await client.execute(uri: "/", method: .get)
      #expect(!answer.text.contains("style=") && !answer.text.contains("<style"))
      #expect(answer.text.matches(of: /\son\w+=/).isEmpty)
      #expect(answer.text.matches(of: /<script(?! type="module" src="app\.js">)/).isEmpty)
      // Relative, so that the page works under any path of a proxy.
      #expect(answer.text.matches(of: /(href|src|action)="(?![\w.-]+"|\?|#)/).isEmpty)
      let policy = try #require(answer.headers[.contentSecurityPolicy])
      #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"))
    }
  }
}
