import GenreAudio
import GenreFeatures

/// Makes the features of pieces of music: decoded, mixed down, resampled, and then as the configuration says.
///
/// A value: share it between threads.
public struct FeatureExtractor: Sendable {
  /// The features of one piece.
  public struct Features: Sendable {
    /// [frames x coefficients].
    public let matrix: FeatureMatrix
    /// The frames in which there is nothing to hear, as ranges, ascending and apart.
    public let silence: [Range<Int>]
    /// Warnings about the input, such as that it was cut short.
    public let warnings: [GenreWarning]
  }

  private let pipeline: FeaturePipeline
  private let decoder: AudioDecoder

  /// Creates an extractor.
  ///
  /// - Parameters:
  ///   - configuration: How to make the features.
  ///   - limits: What is refused, for input that is not trusted.
  /// - Throws: ``GenreError`` with code `invalidArgument` for a configuration that makes no sense.
  public init(
    _ configuration: FeatureConfiguration, limits: AudioLimits = AudioLimits()
  ) throws(GenreError) {
    pipeline = try FeaturePipeline(configuration)
    decoder = AudioDecoder(limits: limits)
  }

  /// Makes the features of a file of any supported format.
  ///
  /// - Throws: ``GenreError``: `notFound`, `unreadable`, `notAudio`, `unsupportedFormat`, `limitExceeded`,
  ///   `cancelled`.
  public func features(contentsOf path: String) throws(GenreError) -> Features {
    try features(of: .file(path: path))
  }

  /// Makes the features of a file or bytes of any supported format.
  ///
  /// - Throws: ``GenreError``: `notFound`, `unreadable`, `notAudio`, `unsupportedFormat`, `limitExceeded`,
  ///   `cancelled`.
  public func features(of source: AudioSource) throws(GenreError) -> Features {
    try features(of: source, until: Cancellation())
  }

  /// As ``features(of:)``, until somebody else cancels it.
  package func features(of source: AudioSource, until cancellation: Cancellation) throws(GenreError)
    -> Features
  {
    let stream = try decoder.monoStream(source, sampleRate: pipeline.configuration.sampleRate)
    var extraction = pipeline.makeExtraction()
    var rows = FeatureRows()
    try stream.forEachBlock(until: cancellation) { block throws(GenreError) in
      rows += try extraction.append(block)
    }
    rows += try extraction.finish()
    return try features(rows, of: source.name, warnings: stream.warnings.map { GenreWarning($0) })
  }

  /// Makes the features of samples in memory: mixed down and resampled as needed, which takes as much memory as they do.
  ///
  /// - Throws: ``GenreError``: `notAudio` for too few samples or a rate that cannot be resampled, `invalidArgument` for
  ///   samples that are no finite numbers.
  public func features(of signal: AudioSignal) throws(GenreError) -> Features {
    let mono = try signal.mono(sampleRate: pipeline.configuration.sampleRate)
    var extraction = pipeline.makeExtraction()
    var rows = try extraction.append(mono.signal.samples[...])
    rows += try extraction.finish()
    return try features(rows, of: nil, warnings: mono.warnings)
  }

  private func features(
    _ rows: FeatureRows, of name: String?, warnings: [GenreWarning]
  ) throws(GenreError) -> Features {
    guard !rows.isAudible.isEmpty else {
      throw GenreError(.notAudio, "the recording has too few samples for one frame", path: name)
    }
    let isSilent = rows.isSilent(pipeline.configuration.frameOverlap)
    return Features(
      matrix: FeatureMatrix(
        frameCount: rows.isAudible.count, coefficientCount: pipeline.configuration.coefficientCount,
        values: rows.values),
      silence: rows.silence, warnings: warnings + (isSilent ? [.nothingToHear] : []))
  }
}
