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
    return url.path(percentEncoded: false)
  }
}
