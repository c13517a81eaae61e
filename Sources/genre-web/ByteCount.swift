import ArgumentParser

/// A number of bytes as one types it: `1000`, `64K`, `20M`, `1G`, in powers of 1024.
struct ByteCount: ExpressibleByArgument, CustomStringConvertible {
  let count: Int

  init(_ count: Int) { self.count = count }

  init?(argument: String) {
    let shifts: [Character: Int] = ["K": 10, "M": 20, "G": 30]
    let shift = argument.uppercased().last.flatMap { shifts[$0] } ?? 0
    guard let number = Int(shift == 0 ? argument[...] : argument.dropLast()), number >= 0,
      number <= Int.max >> shift
    else { return nil }
    count = number << shift
  }

  var description: String {
    for (name, shift) in [("G", 30), ("M", 20), ("K", 10)] where count > 0 && count % (1 << shift) == 0 {
      return "\(count >> shift)\(name)"
    }
    return "\(count)"
  }

  var defaultValueDescription: String { description }
}
