internal import CGenrePage
internal import GenreBase
import GenreKit

/// One of the page's files, which are compiled into the binary.
struct PageFile: Sendable {
  let bytes: [UInt8]
  let contentType: String
  /// Changes when the file does.
  let tag: String

  /// - Parameter gaps: What takes the place of `{name}` in the file; without any, it is left as it is.
  /// - Throws: ``GenreError`` with code `notFound` for a name that is none.
  init(_ name: String, filling gaps: [String: String] = [:]) throws(GenreError) {
    var size = 0
    guard let start = genre_page_file(name, &size) else {
      throw GenreError(.notFound, "the binary lacks the page's file '\(name)'")
    }
    let raw = UnsafeRawBufferPointer(start: start, count: size)
    bytes = gaps.isEmpty ? Array(raw) : Array(String(decoding: raw, as: UTF8.self).filled(gaps).utf8)
    contentType = Self.contentType(of: name)
    tag = Self.tag(of: bytes)
  }

  /// The file as text.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  private static func contentType(of name: String) -> String {
    switch name.split(separator: ".").last {
    case "html": "text/html; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "json": "application/json"
    case "svg": "image/svg+xml"
    case "yaml": "application/yaml"
    default: "application/octet-stream"
    }
  }

  /// 64 bits are enough to tell one version of a file from the next.
  private static func tag(of bytes: [UInt8]) -> String {
    var hash = Fingerprint()
    hash.add(bytes)
    return "\"\(String(hash.value, radix: 16))\""
  }
}
