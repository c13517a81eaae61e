/// A set of numbers from 0 on that are given out one after the other: a bit for each.
struct NumberSet {
  private var words: [UInt64] = []

  mutating func insert(_ number: Int64) {
    let (word, bit) = (Int(number) >> 6, UInt64(1) << (UInt64(number) & 63))
    if word >= words.count { words += Array(repeating: 0, count: word + 1 - words.count) }
    words[word] |= bit
  }

  func contains(_ number: Int64) -> Bool {
    let word = Int(number) >> 6
    return word < words.count && words[word] >> (UInt64(number) & 63) & 1 == 1
  }
}
