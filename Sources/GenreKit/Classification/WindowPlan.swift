/// A window of a recording: which frames it holds, and how much of it is audible.
package struct WindowPlan: Sendable, Hashable {
  /// The frames of the recording that the window holds.
  package let frames: Range<Int>
  /// The frames that the network is given: more than ``frames`` holds where these are repeated to fill a window.
  package let length: Int
  /// The number of audible frames among ``frames``: the weight of the window in the recording.
  package let audibleCount: Int
  /// The number of the window's sound in the recording.
  let sound: Int
  /// The number of the window in its sound.
  let index: Int

  /// The values that the network is given, row-major.
  ///
  /// - Parameter values: Those of ``frames``.
  package func filled(with values: ArraySlice<Float>) -> [Float] {
    guard length > frames.count else { return Array(values) }
    let count = values.count / frames.count * length
    var filled: [Float] = []
    filled.reserveCapacity(count)
    while filled.count < count { filled += values.prefix(count - filled.count) }
    return filled
  }
}
