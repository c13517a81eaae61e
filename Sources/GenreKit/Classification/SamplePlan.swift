/// The excerpts of a recording that are analysed where that is not all of it.
///
/// The recording is divided into parts of equal length, one for each excerpt, and the middle of each is analysed.
package struct SamplePlan {
  /// The shortest excerpt, in seconds: at the beginning of each, some formats need a moment that is decoded in vain.
  private static let shortestExcerpt = 3.0

  /// The length of each excerpt in seconds: a window, or several short ones.
  package let length: Double
  /// The start of each in seconds, rising; they do not overlap.
  package let starts: [Double]

  /// - Parameters:
  ///   - duration: That of the recording, in seconds.
  ///   - sample: How much of it is to be analysed, in seconds; an excerpt at least.
  ///   - windowDuration: The model's window, in seconds.
  /// - Returns: Nil where that is all of the recording.
  package init?(duration: Double, sample: Double, windowDuration: Double) {
    length = windowDuration * max(1, (Self.shortestExcerpt / windowDuration).rounded(.up))
    guard sample < duration else { return nil }
    let count = max(1, Int((sample / length).rounded()))
    let part = duration / Double(count)
    guard length < part else { return nil }
    let offset = (part - length) / 2
    starts = (0..<count).map { Double($0) * part + offset }
  }

  /// The samples of an excerpt, at a rate in Hz.
  package func samples(of excerpt: Int, sampleRate: Double) -> Range<Int> {
    let start = Int((starts[excerpt] * sampleRate).rounded())
    return start..<start + Int((length * sampleRate).rounded())
  }
}
