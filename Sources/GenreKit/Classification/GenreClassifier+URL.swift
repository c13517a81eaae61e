internal import GenreBase

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension GenreClassifier {
  /// Classifies a file of any supported format, told by its content. Works on the calling thread.
  ///
  /// - Parameters:
  ///   - url: A file URL.
  ///   - options: What is computed.
  /// - Throws: ``GenreError``: `invalidArgument` for a URL that is not of a file, `notFound`, `unreadable`, `notAudio`,
  ///   `unsupportedFormat`, `limitExceeded`, `cancelled`.
  public func classify(
    contentsOf url: URL, options: ClassificationOptions = ClassificationOptions()
  ) throws(GenreError) -> GenrePrediction {
    try classify(.file(path: Self.path(of: url)), options: options)
  }

  static func path(of url: URL) throws(GenreError) -> String {
    guard url.isFileURL else {
      throw GenreError(
        .invalidArgument, "only files are read; download it and pass the file's URL", path: url.absoluteString
      )
    }
    return PathText.text(bytes(ofEncoded: url.path(percentEncoded: true)))
  }

  /// The bytes of a path, which need not be text, with those behind percent signs decoded.
  private static func bytes(ofEncoded path: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(path.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let decoded = UInt8(digits, radix: 16) {
        bytes.append(decoded)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }
}
