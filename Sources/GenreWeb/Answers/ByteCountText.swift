/// A number of bytes for people: `64 MiB`, rounded down to a whole number of its unit.
struct ByteCountText: CustomStringConvertible {
  let count: Int

  init(_ count: Int) { self.count = count }

  var description: String {
    if count >= 1 << 20 { return "\(count >> 20) MiB" }
    if count >= 1 << 10 { return "\(count >> 10) KiB" }
    return "\(count) bytes"
  }
}
