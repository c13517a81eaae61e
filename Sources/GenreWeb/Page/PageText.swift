import GenreKit

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The page's words in one language.
struct PageText: Sendable {
  let language: PageLanguage
  private let words: [String: String]

  init(_ language: PageLanguage, size: String, minutes: Double) throws(GenreError) {
    self.language = language
    let file = try PageFile("\(language.rawValue).json")
    do {
      words = try JSONDecoder().decode([String: String].self, from: Data(file.bytes))
        .mapValues { $0.filled(["size": size, "minutes": minutes.plainText]) }
    } catch {
      throw GenreError(.invalidData, "the page's words in '\(language.rawValue)' are damaged")
    }
  }

  /// All words, for the browser.
  var all: [String: String] { words }

  /// A word or sentence; its key where there is none.
  subscript(key: String) -> String { words[key] ?? key }

  /// A sentence with its gaps filled.
  func callAsFunction(_ key: String, _ gaps: [String: String]) -> String { self[key].filled(gaps) }

  /// A genre's name; one that is none of ours as the model writes it.
  func genre(_ name: String) -> String { words["genre.\(name)"] ?? name.capital }

  /// The sentence for an error. In English the server's own sentence is more precise than a general one.
  func error(_ error: WebError) -> String { words["error.\(error.code)"] ?? error.message }

  /// The sentence for a warning. Where this language has none for it, a general one, or else the library's own.
  ///
  /// - Parameter window: The seconds that the model hears at a time.
  func warning(_ warning: GenreWarning, window: Double) -> String {
    let sentence = words["warning.\(warning.code.name)"] ?? words["warning.other"]
    return sentence?.filled(["seconds": window.plainText]) ?? "\(warning.message.capital)."
  }

  /// A model's name on the page.
  func model(_ name: String) -> String { words["model.\(name)"] ?? name }
}

extension String {
  /// With `{name}` replaced by what stands for that name.
  func filled(_ gaps: [String: String]) -> String {
    var result = ""
    var rest = self[...]
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      rest = rest[open...]
      guard let close = rest.firstIndex(of: "}") else { break }
      let name = String(rest[rest.index(after: open)..<close])
      result += gaps[name] ?? String(rest[...close])
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  /// As text or a quoted attribute in HTML.
  var escapedForHTML: String { HTMLText.escaped(self) }
}
