import GenreKit

/// A number for what was added, in its order: other things have another one, but for a chance of 1 in 2^64. The same on
/// every machine.
///
/// FNV-1a over 32-bit words (Fowler, Noll and Vo).
package struct Fingerprint {
  private var hash: UInt64 = 0xCBF2_9CE4_8422_2325

  package init() {}

  package mutating func add(_ word: UInt32) { hash = (hash ^ UInt64(word)) &* 0x100_0000_01B3 }

  package mutating func add(_ text: String) { for byte in text.utf8 { add(UInt32(byte)) } }

  /// Sixteen hexadecimal digits.
  package var text: String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
