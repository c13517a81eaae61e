/// Finds and replaces samples that no sound can have.
///
/// A magnitude above 2^32 counts as invalid beside NaN and infinity: it is beyond even 32-bit integers
/// written to a float file without scaling, and its power would overflow float32 a step later.
struct SampleRepair {
  /// How many samples were replaced by 0 so far.
  private(set) var invalidCount = 0
  /// The greatest magnitude that was left, as an IEEE bit pattern (ordered as the magnitudes are).
  private var peakBits: UInt32 = 0

  /// The greatest magnitude that was left.
  var peak: Float { Float(bitPattern: peakBits) }

  private static let magnitudeMask: UInt32 = 0x7FFF_FFFF
  private static let limitBits = Float(4_294_967_296).bitPattern

  /// Replaces the invalid samples of one block by 0.
  mutating func repair(_ block: UnsafeMutableBufferPointer<Float>) {
    let blockPeak = Self.peakBits(UnsafeBufferPointer(block))
    if blockPeak <= Self.limitBits {
      peakBits = max(peakBits, blockPeak)
    } else {
      replaceInvalid(block)
    }
  }

  /// Magnitudes compared as integers: NaN and infinity come out on top, and the loop vectorises.
  private static func peakBits(_ block: UnsafeBufferPointer<Float>) -> UInt32 {
    var peak: Int32 = 0
    for sample in block {
      peak = max(peak, Int32(bitPattern: sample.bitPattern & magnitudeMask))
    }
    return UInt32(bitPattern: peak)
  }

  private mutating func replaceInvalid(_ block: UnsafeMutableBufferPointer<Float>) {
    for index in block.indices {
      let bits = block[index].bitPattern & Self.magnitudeMask
      if bits > Self.limitBits {
        block[index] = 0
        invalidCount += 1
      } else {
        peakBits = max(peakBits, bits)
      }
    }
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
    if peak > 16 {
      warnings.append(
        AudioWarning(
          .outOfRange, "samples reach \(peak), far outside -1...1: was the file written without scaling?"))
    }
    return warnings
  }
}
