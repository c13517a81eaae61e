internal import GenreBase

/// Pieces of HTML.
package enum HTMLText {
  /// Text, also for a quoted attribute, with what HTML would take for its own replaced.
  package static func escaped(_ text: String) -> String {
    var out = ""
    // By scalar: a mark before or behind it would make one Character with a bracket, and hide it.
    for scalar in PathText.shown(text).unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
