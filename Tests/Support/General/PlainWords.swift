/// The wordings that help texts do not use, because a reader has to guess what they mean (CONTRIBUTING.md).
public enum PlainWords {
  /// The unused wordings that a text contains. Names of options and paths such as ~/.local/share do not count: those
  /// stay as they are.
  public static func faults(in text: String) -> [String] {
    let words = text.lowercased()
      .replacing(/--[a-z-]+/, with: "").replacing(/~\/\S+/, with: "").replacing(/\s+/, with: " ")
    return (wordings + otherWords).filter { wording in
      words.ranges(of: wording).contains { range in
        let before = range.lowerBound == words.startIndex ? " " : words[words.index(before: range.lowerBound)]
        let after = range.upperBound == words.endIndex ? " " : words[range.upperBound]
        return !before.isLetter && !after.isLetter
      }
    }
  }

  /// Riddles, metaphors and German word order.
  private static let wordings = [
    "so many", "so far", "so much", "likewise", "of which", "none of", "one a core", "is no", "held against",
    "hold against", "in hand", "gone through", "how often", "what to", "what is", "as it is", "anew",
    "goes on",
    "go on", "begin with", "side by side", "count alike", "by chance", "for whoever",
  ]

  /// Words for which the glossary has another.
  private static let otherWords = [
    "hear", "hears", "heard", "hearing", "piece", "pieces", "song of", "share", "spoke", "speaks", "stretch",
    "stretches", "readme",
  ]
}
