/// Consecutive frames of features, and which of them there is something to hear in.
struct FeatureRows {
  /// `[frames x coefficients]`, row-major.
  var values: [Float] = []
  /// One flag a frame: false for silence.
  var isAudible: [Bool] = []

  /// The silent frames, as ranges, ascending and apart.
  var silence: [Range<Int>] { ranges(of: false) }

  /// Whether no frame lies within a sound: all is silent but for clicks.
  func isSilent(_ overlap: FrameOverlap) -> Bool {
    ranges(of: true).allSatisfy { overlap.sound(in: $0, of: isAudible.count) == nil }
  }

  private func ranges(of flag: Bool) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for frame in isAudible.indices where isAudible[frame] == flag {
      if let last = ranges.last, last.upperBound == frame {
        ranges[ranges.count - 1] = last.lowerBound..<frame + 1
      } else {
        ranges.append(frame..<frame + 1)
      }
    }
    return ranges
  }

  static func += (left: inout FeatureRows, right: FeatureRows) {
    left.values += right.values
    left.isAudible += right.isAudible
  }
}
