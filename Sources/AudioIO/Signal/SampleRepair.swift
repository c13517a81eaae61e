/// Finds and replaces samples that no sound can have.
///
/// A magnitude above 2^32 counts as invalid beside NaN and infinity: it is beyond even 32-bit integers
/// written to a float file without scaling, and its power would overflow float32 a step later.
struct SampleRepair {
  /// How many samples were replaced by 0 so far.
  private(set) var invalidCount = 0
  /// The greatest magnitude that was left, where it is above the usual one; 0 otherwise.
  private(set) var unusualPeak: Float = 0

  /// What neither music nor a lossy decoder's overshoot reaches.
  private static let usualLimit: Float = 16
  private static let limit: Float = 4_294_967_296

  /// Replaces the invalid samples of one block by 0.
  mutating func repair(_ block: UnsafeMutableBufferPointer<Float>) {
    if Self.isUsual(block) { return }
    for index in block.indices {
      let magnitude = abs(block[index])
      if magnitude <= Self.limit {
        unusualPeak = max(unusualPeak, magnitude)
      } else {
        block[index] = 0
        invalidCount += 1
      }
    }
  }

  /// Whether all magnitudes are at most the usual limit. They are compared as integers, whose order is the
  /// same and puts NaN and infinity on top: the sum's sign bit is set above the limit. Without a branch or
  /// a maximum, so that the loop vectorises well even for the oldest of CPUs.
  private static func isUsual(_ block: UnsafeMutableBufferPointer<Float>) -> Bool {
    let offset = 0x7FFF_FFFF - usualLimit.bitPattern
    var above: UInt32 = 0
    for sample in block { above |= (sample.bitPattern & 0x7FFF_FFFF) &+ offset }
    return above < 0x8000_0000
  }
}

extension SampleRepair {
  /// What to tell about the samples seen so far.
  var warnings: [AudioWarning] {
    var warnings: [AudioWarning] = []
    if invalidCount > 0 {
      let noun = invalidCount == 1 ? "sample was" : "samples were"
      warnings.append(
        AudioWarning(.invalidSamples, "\(invalidCount) \(noun) not a number or infinite and counted as 0"))
    }
    if unusualPeak > Self.usualLimit {
      let peak = Int(unusualPeak)
      warnings.append(
        AudioWarning(
          .outOfRange, "samples reach \(peak), far outside -1...1; scale the file when it is written"))
    }
    return warnings
  }
}
