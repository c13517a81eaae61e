/// A duration as a message shows it: seconds with one decimal, as in `12.3 s`.
struct Seconds: CustomStringConvertible {
  let description: String

  init(_ seconds: Double) {
    // Beyond this range a tenth of a second is neither exact nor of interest.
    guard abs(seconds) < 1e12 else {
      description = "\(seconds) s"
      return
    }
    let tenths = Int((seconds * 10).rounded())
    description = "\(tenths / 10).\(abs(tenths % 10)) s"
  }
}
