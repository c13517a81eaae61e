/// A 64-bit hash of bytes: XXH64 (Yann Collet), with seed 0. Fast, the same on every machine, and no protection against
/// somebody who wants two files to look alike.
package struct XXHash64 {
  private static let primes: (UInt64, UInt64, UInt64, UInt64, UInt64) = (
    0x9E37_79B1_85EB_CA87, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9, 0x85EB_CA77_C2B2_AE63,
    0x27D4_EB2F_1656_67C5
  )
  private static let stripeLength = 32

  private var lanes: (UInt64, UInt64, UInt64, UInt64)
  /// Bytes that do not fill a stripe yet.
  private var rest: [UInt8] = []
  package private(set) var byteCount = 0

  package init() {
    let (first, second, _, _, _) = Self.primes
    lanes = (first &+ second, second, 0, 0 &- first)
    rest.reserveCapacity(Self.stripeLength)
  }

  /// Adds bytes.
  package mutating func add(_ bytes: UnsafeRawBufferPointer) {
    byteCount += bytes.count
    var bytes = bytes[...]
    if !rest.isEmpty {
      let missing = bytes.prefix(Self.stripeLength - rest.count)
      rest += missing
      bytes = bytes.dropFirst(missing.count)
      guard rest.count == Self.stripeLength else { return }
      rest.withUnsafeBytes { lanes = Self.mixed(lanes, stripes: $0) }
      rest.removeAll(keepingCapacity: true)
    }
    let whole = bytes.count / Self.stripeLength * Self.stripeLength
    lanes = Self.mixed(lanes, stripes: UnsafeRawBufferPointer(rebasing: bytes.prefix(whole)))
    rest += bytes.dropFirst(whole)
  }

  /// The hash of all bytes added.
  package var value: UInt64 {
    let (_, _, _, fourth, fifth) = Self.primes
    var hash = byteCount >= Self.stripeLength ? merged : fifth
    hash &+= UInt64(byteCount)
    var tail = rest[...]
    while tail.count >= 8 {
      hash ^= Self.round(0, Self.word(tail.prefix(8)))
      hash = Self.rotated(hash, 27) &* Self.primes.0 &+ fourth
      tail = tail.dropFirst(8)
    }
    if tail.count >= 4 {
      hash ^= Self.word(tail.prefix(4)) &* Self.primes.0
      hash = Self.rotated(hash, 23) &* Self.primes.1 &+ Self.primes.2
      tail = tail.dropFirst(4)
    }
    for byte in tail {
      hash ^= UInt64(byte) &* fifth
      hash = Self.rotated(hash, 11) &* Self.primes.0
    }
    return Self.scattered(hash)
  }

  private var merged: UInt64 {
    let hash =
      Self.rotated(lanes.0, 1) &+ Self.rotated(lanes.1, 7) &+ Self.rotated(lanes.2, 12)
      &+ Self.rotated(lanes.3, 18)
    return [lanes.0, lanes.1, lanes.2, lanes.3].reduce(hash) { hash, lane in
      (hash ^ Self.round(0, lane)) &* Self.primes.0 &+ Self.primes.3
    }
  }

  private static func mixed(
    _ lanes: (UInt64, UInt64, UInt64, UInt64), stripes: UnsafeRawBufferPointer
  ) -> (UInt64, UInt64, UInt64, UInt64) {
    var lanes = lanes
    for offset in stride(from: 0, to: stripes.count, by: stripeLength) {
      func word(_ index: Int) -> UInt64 {
        UInt64(littleEndian: stripes.loadUnaligned(fromByteOffset: offset + 8 * index, as: UInt64.self))
      }
      lanes = (
        round(lanes.0, word(0)), round(lanes.1, word(1)), round(lanes.2, word(2)), round(lanes.3, word(3))
      )
    }
    return lanes
  }

  private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    rotated(lane &+ word &* primes.1, 31) &* primes.0
  }

  private static func scattered(_ hash: UInt64) -> UInt64 {
    var hash = (hash ^ hash >> 33) &* primes.1
    hash = (hash ^ hash >> 29) &* primes.2
    return hash ^ hash >> 32
  }

  private static func rotated(_ value: UInt64, _ count: UInt64) -> UInt64 {
    value << count | value >> (64 - count)
  }

  /// Little endian.
  private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
