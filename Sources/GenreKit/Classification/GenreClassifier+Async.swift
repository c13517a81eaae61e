#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

// Asynchronous forms. They never work on the caller's executor, nor on the threads that Swift runs tasks on: decoding and
// the network would block them. All calls in a process share as many threads as there are cores; further calls wait
// without holding a thread.

extension GenreClassifier {
  /// Classifies a file of any supported format, told by its content.
  ///
  /// ```swift
  /// let prediction = try await classifier.classify(contentsOf: URL(filePath: "song.mp3"))
  /// ```
  ///
  /// - Parameters:
  ///   - url: A file URL.
  ///   - options: What is computed.
  /// - Throws: ``GenreError``: `invalidArgument` for a URL that is not of a file, `notFound`, `unreadable`, `notAudio`,
  ///   `unsupportedFormat`, `limitExceeded`, and `cancelled` soon after the task is cancelled.
  @concurrent
  public func classify(
    contentsOf url: URL, options: ClassificationOptions = ClassificationOptions()
  ) async throws(GenreError) -> GenrePrediction {
    try await WorkPool.shared.run { () throws(GenreError) in
      try classify(.file(path: Self.path(of: url)), options: options)
    }
  }

  /// Classifies a file that is in memory.
  ///
  /// - Parameters:
  ///   - bytes: The whole file, in any supported format.
  ///   - name: What the prediction and errors call it.
  ///   - options: What is computed.
  /// - Throws: ``GenreError``: `notAudio`, `unsupportedFormat`, `limitExceeded`, and `cancelled` soon after the task is
  ///   cancelled.
  @concurrent
  public func classify(
    _ bytes: [UInt8], name: String, options: ClassificationOptions = ClassificationOptions()
  ) async throws(GenreError) -> GenrePrediction {
    try await WorkPool.shared.run { () throws(GenreError) in
      try classify(.bytes(bytes, name: name), options: options)
    }
  }

  /// Classifies samples: mixed down and resampled as needed.
  ///
  /// - Parameters:
  ///   - signal: The samples, with their rate and channels.
  ///   - name: What the prediction and errors call them.
  ///   - options: What is computed.
  /// - Throws: ``GenreError``: `notAudio` for an empty signal or a rate that cannot be resampled, `invalidArgument` for
  ///   samples that are not finite numbers, and `cancelled` soon after the task is cancelled.
  @concurrent
  public func classify(
    _ signal: AudioSignal, name: String, options: ClassificationOptions = ClassificationOptions()
  ) async throws(GenreError) -> GenrePrediction {
    try await WorkPool.shared.run { () throws(GenreError) in
      try classify(signal, name: name, options: options)
    }
  }
}
