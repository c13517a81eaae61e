import GenreKit

/// The page in its languages.
struct Page: Sendable {
  /// What changes from one answer to the next, as HTML.
  struct Content: Sendable {
    var alert = ""
    var answers = ""
    /// The models that are marked in the form; nil for the server's default.
    var models: String?
  }

  private let template: [Piece]
  private let texts: [PageLanguage: PageText]
  private let catalogue: ModelCatalogue

  /// A piece of the template.
  private enum Piece {
    case literal(String)
    /// `{{key}}`: a word, escaped.
    case word(String)
    /// `{{{key}}}`: HTML of ours.
    case markup(String)
  }

  init(_ configuration: WebConfiguration, catalogue: ModelCatalogue) throws(GenreError) {
    self.catalogue = catalogue
    template = Self.pieces(try PageFile("index.html").text)
    var texts: [PageLanguage: PageText] = [:]
    for language in PageLanguage.allCases {
      texts[language] = try PageText(
        language, size: ByteCountText(configuration.maximumUploadByteCount).description,
        minutes: (configuration.maximumDuration / 6).rounded() / 10)
    }
    self.texts = texts
  }

  /// The words of a language.
  func text(_ language: PageLanguage) throws(WebError) -> PageText {
    guard let text = texts[language] else { throw .failed }
    return text
  }

  /// The whole page.
  func html(_ text: PageText, _ content: Content = Content()) -> String {
    let current = " aria-current=\"true\""
    let markup = [
      "currentEnglish": text.language == .english ? current : "",
      "currentIndonesian": text.language == .indonesian ? current : "",
      "models": modelChoices(text, chosen: content.models ?? catalogue.defaultName),
      "alert": content.alert, "answers": content.answers,
    ]
    return template.map { piece in
      switch piece {
      case .literal(let literal): literal
      case .word("language"): text.language.rawValue
      case .word(let key): text[key].escapedForHTML
      case .markup(let key): markup[key] ?? ""
      }
    }.joined()
  }

  /// Each model, and all of them side by side.
  private func modelChoices(_ text: PageText, chosen: String) -> String {
    let names = catalogue.entries.map(\.name)
    let all = names.joined(separator: ",")
    return (names + [all]).map { name in
      let key = name == all ? "model.all" : "model.\(name)"
      let label = name == all ? text[key] : text.model(name)
      let mark = name == chosen ? " checked" : ""
      // A model of somebody's own has a name in no language.
      let translation = text.all[key] == nil ? "" : " data-text=\"\(key)\""
      return "<label><input type=\"radio\" name=\"model\" value=\"\(name)\"\(mark)> "
        + "<span\(translation)>\(label.escapedForHTML)</span></label>"
    }.joined(separator: "\n        ")
  }

  private static func pieces(_ text: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = text[...]
    while let start = rest.firstIndex(where: { $0 == "{" }) {
      pieces.append(.literal(String(rest[..<start])))
      rest = rest[start...]
      let braces = rest.prefix { $0 == "{" }.count
      let key = rest.dropFirst(braces).prefix { $0 != "}" }
      pieces.append(braces == 3 ? .markup(String(key)) : .word(String(key)))
      rest = rest.dropFirst(2 * braces + key.count)
    }
    return pieces + [.literal(String(rest))]
  }
}
