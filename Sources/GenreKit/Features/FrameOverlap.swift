import GenreFeatures

/// How many frames at the ends of a sound lie outside of it by their centres, but reach into it with their windows.
///
/// They are left off where silence goes before or follows, so that a sound has the same frames with silence around it as
/// alone.
package struct FrameOverlap: Sendable, Hashable {
  /// Frames before the sound.
  package let before: Int
  /// Frames behind the sound.
  package let behind: Int

  init(_ configuration: STFT.Configuration) {
    let window = configuration.windowLength ?? configuration.fftLength
    let (reach, hop) = (configuration.isCentered ? window / 2 : window, configuration.hopLength)
    before = max(0, (reach + hop - 1) / hop - 1)
    behind = configuration.isCentered ? reach / hop : before
  }

  /// The frames of a sound without those outside of it; nil where none is left.
  ///
  /// - Parameters:
  ///   - audible: The audible frames.
  ///   - frameCount: Those of the whole recording.
  package func sound(in audible: Range<Int>, of frameCount: Int) -> Range<Int>? {
    let start = audible.lowerBound == 0 ? 0 : audible.lowerBound + before
    let end = audible.upperBound == frameCount ? frameCount : audible.upperBound - behind
    return start < end ? start..<end : nil
  }
}

extension FeatureConfiguration {
  /// How far frames reach beyond their centres.
  package var frameOverlap: FrameOverlap { FrameOverlap(mfcc.stft) }
}
