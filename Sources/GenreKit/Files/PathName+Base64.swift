internal import GenreBase

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension PathName {
  /// The bytes of a path in Base64; nil where the path is text, which says as much.
  static func base64(_ path: String) -> String? {
    PathText.isLossy(path) ? Data(PathText.bytes(path)).base64EncodedString() : nil
  }

  /// The path with these bytes; nil for what is not Base64.
  static func path(base64: String) -> String? { Data(base64Encoded: base64).map { PathText.text($0) } }
}
