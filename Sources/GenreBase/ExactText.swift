/// Text by its bytes: two spellings of one letter are two names, as they are for the file system.
///
/// Swift's own strings are equal where they are canonically equivalent, and a dictionary would take the one for the other.
package struct ExactText: Hashable, Comparable, Sendable {
  /// The text.
  package let text: String

  /// Wraps a text.
  package init(_ text: String) { self.text = text }

  package static func == (one: ExactText, other: ExactText) -> Bool {
    one.text.utf8.elementsEqual(other.text.utf8)
  }

  package static func < (one: ExactText, other: ExactText) -> Bool {
    one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
    hasher.combine(0xFF as UInt8)
  }
}

extension Dictionary where Key == ExactText {
  /// The value of a text.
  package subscript(exactly text: String) -> Value? { self[ExactText(text)] }
}
