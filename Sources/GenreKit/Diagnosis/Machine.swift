internal import GenreBase

/// What the system says of itself.
enum Machine {
  /// The distribution where there is one, and the kernel, such as `Debian GNU/Linux 12 (bookworm), Linux 6.1.0`.
  static var system: String {
    var names = utsname()
    uname(&names)
    let kernel = "\(text(of: &names.sysname)) \(text(of: &names.release))"
    return distribution.map { "\($0), \(kernel)" } ?? kernel
  }

  /// The kind of processor, as the kernel calls it.
  static var architecture: String {
    var names = utsname()
    uname(&names)
    return text(of: &names.machine)
  }

  private static var distribution: String? {
    guard let text = try? TextFile.contents(of: "/etc/os-release") else { return nil }
    let key = "PRETTY_NAME="
    return text.split(separator: "\n").first { $0.hasPrefix(key) }
      .map { $0.dropFirst(key.count).filter { $0 != "\"" } }
  }

  /// The text of one of the arrays of characters that C gives as a tuple.
  private static func text<Characters>(of characters: inout Characters) -> String {
    withUnsafeBytes(of: &characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
