import GenreKit

/// Neighbouring segments of one genre, or without a sound, drawn together.
struct Stretch: Sendable, Hashable {
  let start: Double
  var end: Double
  let genre: String
  /// Whether there is nothing to hear; the genre then means nothing.
  let isSilent: Bool
  /// The mean over the segments.
  var confidence: Double
  private var segmentCount = 1

  private init(_ segment: GenreSegment) {
    start = segment.start
    end = segment.end
    genre = segment.best.genre
    isSilent = segment.isSilent
    confidence = segment.best.confidence
  }

  /// The stretches of a piece, in order.
  static func merging(_ segments: [GenreSegment]) -> [Stretch] {
    var stretches: [Stretch] = []
    for segment in segments {
      if let last = stretches.last, last.isContinued(by: segment) {
        stretches[stretches.count - 1].add(segment)
      } else {
        stretches.append(Stretch(segment))
      }
    }
    return stretches
  }

  private func isContinued(by segment: GenreSegment) -> Bool {
    isSilent == segment.isSilent && (isSilent || genre == segment.best.genre)
  }

  private mutating func add(_ segment: GenreSegment) {
    end = segment.end
    confidence += (segment.best.confidence - confidence) / Double(segmentCount + 1)
    segmentCount += 1
  }
}
