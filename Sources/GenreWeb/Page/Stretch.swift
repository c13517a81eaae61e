import GenreKit

/// Neighbouring segments of one genre, drawn together.
struct Stretch: Sendable, Hashable {
  let start: Double
  var end: Double
  let genre: String
  /// The mean over the segments.
  var confidence: Double
  private var segmentCount = 1

  private init(_ segment: GenreSegment) {
    start = segment.start
    end = segment.end
    genre = segment.best.genre
    confidence = segment.best.confidence
  }

  /// The stretches of a piece, in order.
  static func merging(_ segments: [GenreSegment]) -> [Stretch] {
    var stretches: [Stretch] = []
    for segment in segments {
      if let last = stretches.last, last.genre == segment.best.genre {
        stretches[stretches.count - 1].add(segment)
      } else {
        stretches.append(Stretch(segment))
      }
    }
    return stretches
  }

  private mutating func add(_ segment: GenreSegment) {
    end = segment.end
    confidence += (segment.best.confidence - confidence) / Double(segmentCount + 1)
    segmentCount += 1
  }
}
