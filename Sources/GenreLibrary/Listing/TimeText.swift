internal import GenreBase
import GenreKit

/// Times in UTC as RFC 3339 writes them: `2026-11-30T12:00:00Z`.
public enum TimeText {
  /// The text of a time in seconds since 1970.
  public static func text(_ seconds: Int64) -> String {
    var (time, parts) = (time_t(seconds), tm())
    gmtime_r(&time, &parts)
    func digits(_ value: Int32, _ count: Int = 2) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    let date = "\(digits(parts.tm_year + 1900, 4))-\(digits(parts.tm_mon + 1))-\(digits(parts.tm_mday))"
    return "\(date)T\(digits(parts.tm_hour)):\(digits(parts.tm_min)):\(digits(parts.tm_sec))Z"
  }

  /// The seconds since 1970 of `2026-11-30`, of `2026-11-30T12:00:00Z`, or of a time before `now`: `12h`, `7d`; nil for
  /// anything else.
  public static func seconds(_ text: String, now: Int64) -> Int64? {
    if let unit = text.last, let scale = ["h": Int64(3600), "d": 86_400][unit] {
      guard let count = Int64(text.dropLast()), (0...1_000_000).contains(count) else { return nil }
      return now - count * scale
    }
    let fields = text.split(separator: "T", omittingEmptySubsequences: false)
    guard fields.count <= 2, let day = numbers(fields[0], "-", [4, 2, 2]) else { return nil }
    var clock = [0, 0, 0]
    if fields.count == 2 {
      guard fields[1].last == "Z", let read = numbers(fields[1].dropLast(), ":", [2, 2, 2]) else {
        return nil
      }
      clock = read
    }
    var parts = tm()
    (parts.tm_year, parts.tm_mon, parts.tm_mday) = (Int32(day[0] - 1900), Int32(day[1] - 1), Int32(day[2]))
    (parts.tm_hour, parts.tm_min, parts.tm_sec) = (Int32(clock[0]), Int32(clock[1]), Int32(clock[2]))
    let seconds = Int64(timegm(&parts))
    // The 31st of February becomes a day in March, and is refused by that.
    let full = fields.count == 2 ? text : text + "T00:00:00Z"
    return Self.text(seconds) == full ? seconds : nil
  }

  private static func numbers(_ text: Substring, _ separator: Character, _ lengths: [Int]) -> [Int]? {
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    guard parts.map(\.count) == lengths else { return nil }
    let numbers = parts.compactMap { part in part.allSatisfy(\.isNumber) ? Int(part) : nil }
    return numbers.count == lengths.count ? numbers : nil
  }
}
