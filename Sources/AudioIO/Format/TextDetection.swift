/// Says whether bytes are text, for a refusal that names what was given.
enum TextDetection {
  /// `text`, `an HTML page`, `blank` or nil for binary data.
  static func name(of head: ArraySlice<UInt8>) -> String? {
    if head.allSatisfy({ $0 == 0 }) { return "nothing but zero bytes" }
    guard isText(head) else { return nil }
    let start = head.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }.prefix(15).map { $0 | 0x20 }
    let isPage = start.starts(with: Array("<!doctype html".utf8)) || start.starts(with: Array("<html".utf8))
    return isPage ? "an HTML page (a failed download?)" : "text"
  }

  /// The last character may be cut in two.
  private static func isUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
    (0..<4).contains { String(validating: bytes.dropLast($0), as: UTF8.self) != nil }
  }

  /// No control bytes but white space and escapes; bytes above 127 may be UTF-8 or an older code page.
  private static func isText(_ bytes: ArraySlice<UInt8>) -> Bool {
    let controls = bytes.count { $0 < 0x20 && !(0x09...0x0D).contains($0) && $0 != 0x1B }
    let high = bytes.count { $0 >= 0x80 }
    return controls == 0 && (high * 3 < bytes.count || isUTF8(bytes))
  }
}
