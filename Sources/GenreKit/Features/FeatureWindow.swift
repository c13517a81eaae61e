/// One window of a piece, ready for the network but for the standardisation.
package struct FeatureWindow {
  /// `[frames x coefficients]`, row-major.
  var values: [Float]
  /// Where the stretch that it stands for begins and ends, in frames of the piece; the last window of a piece may
  /// reach back before it.
  let frames: Range<Int>
  /// True where hardly a frame of the stretch holds anything to hear.
  package let isSilent: Bool

  /// Whether a stretch counts as silent: nine tenths of it, for what is left of music that begins or ends at its edge says
  /// nothing of its genre.
  package static func isSilent(silentFrames: Int, of total: Int) -> Bool { 10 * silentFrames > 9 * total }
}
