/// The languages of the page.
package enum PageLanguage: String, CaseIterable, Sendable {
  case english = "en"
  case indonesian = "id"

  /// The language that a request asks for: by the switch, or else by the browser's preference.
  ///
  /// - Parameters:
  ///   - choice: The parameter `lang`.
  ///   - accepted: The header `Accept-Language` (RFC 9110, 12.5.4).
  package init(choice: String?, accepted: String?) {
    self = choice.flatMap(PageLanguage.init(rawValue:)) ?? Self.preferred(accepted ?? "")
  }

  private static func preferred(_ accepted: String) -> PageLanguage {
    var best: (language: PageLanguage, weight: Double)?
    for range in accepted.prefix(400).split(separator: ",") {
      let pieces = range.split(separator: ";").map { $0.filter { $0 != " " } }
      let tag = pieces.first?.split(separator: "-").first.map { $0.lowercased() }
      // "in" is what old systems call Indonesian.
      guard let language = tag.flatMap({ PageLanguage(rawValue: $0 == "in" ? "id" : $0) }) else { continue }
      let weight = pieces.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
      if weight > best?.weight ?? 0 { best = (language, weight) }
    }
    return best?.language ?? .english
  }
}
