extension Double {
  /// Seconds as a clock shows them: `4:01`, or `1:02:03` from an hour on; a dash for what is no time that anyone could
  /// wait.
  package var clockText: String {
    guard let whole = Int(exactly: rounded()) else { return "–" }
    let (hours, minutes, seconds) = (whole / 3600, whole / 60 % 60, whole % 60)
    func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return hours > 0
      ? "\(hours):\(twoDigits(minutes)):\(twoDigits(seconds))" : "\(minutes):\(twoDigits(seconds))"
  }
}
