import GenreAudio
import GenreFeatures

/// Makes the features of audio files: decoded, mixed down, resampled, and then as the configuration says.
///
/// A value: share it between threads.
public struct FeatureExtractor: Sendable {
  /// The features of one piece.
  public struct Features: Sendable {
    /// [frames x coefficients].
    public let matrix: FeatureMatrix
    /// The frames in which there is nothing to hear, as ranges, ascending and apart.
    public let silence: [Range<Int>]
    /// What a person should know about the input, such as that it was cut short.
    public let warnings: [String]
  }

  private let pipeline: FeaturePipeline
  private let decoder = AudioDecoder()

  /// Creates an extractor.
  ///
  /// - Throws: ``GenreError`` with code `invalidArgument` for a configuration that makes no sense.
  public init(_ configuration: FeatureConfiguration) throws(GenreError) {
    pipeline = try FeaturePipeline(configuration)
  }

  /// Makes the features of a file of any supported format.
  ///
  /// - Throws: ``GenreError``: `notFound`, `unreadable`, `notAudio`, `limitExceeded`, `cancelled`.
  public func features(contentsOf path: String) throws(GenreError) -> Features {
    let stream = try GenreError.translating { () throws(AudioError) in
      try decoder.stream(.file(path: path), resampledTo: pipeline.configuration.sampleRate)
    }
    var extraction = pipeline.makeExtraction()
    var rows = FeatureRows()
    var block = [Float](repeating: 0, count: 1 << 16)
    while true {
      let count = try GenreError.translating { () throws(AudioError) in try stream.read(into: &block) }
      guard count > 0 else { break }
      rows += try extraction.append(block[..<count])
    }
    rows += try extraction.finish()
    guard !rows.isAudible.isEmpty else {
      throw GenreError(.notAudio, "there are too few samples for a single frame", path: path)
    }
    return Features(
      matrix: FeatureMatrix(
        frameCount: rows.isAudible.count, coefficientCount: pipeline.configuration.coefficientCount,
        values: rows.values),
      silence: rows.silence, warnings: stream.warnings.map(\.message))
  }
}
