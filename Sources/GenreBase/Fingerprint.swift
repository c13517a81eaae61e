/// A 64-bit hash of the values added, in their order: FNV-1a (Fowler, Noll and Vo) over words. The same on every
/// machine.
package struct Fingerprint: Sendable {
  /// The hash so far.
  package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Creates the hash of nothing.
  package init() {}

  /// Adds a word.
  package mutating func add(_ word: UInt32) { value = (value ^ UInt64(word)) &* 0x100_0000_01B3 }

  /// Adds bytes, each as a word.
  package mutating func add(_ bytes: [UInt8]) { for byte in bytes { add(UInt32(byte)) } }

  /// Adds a text's UTF-8, each byte as a word.
  package mutating func add(_ text: String) { for byte in text.utf8 { add(UInt32(byte)) } }

  /// Adds floats, the bits of each as a word.
  package mutating func add(_ floats: ArraySlice<Float>) { for float in floats { add(float.bitPattern) } }

  /// Sixteen hexadecimal digits.
  package var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
