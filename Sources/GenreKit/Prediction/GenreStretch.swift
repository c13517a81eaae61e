/// Neighbouring segments of one genre, or without a sound, drawn together.
public struct GenreStretch: Sendable, Hashable {
  /// The start in seconds from the start of the recording.
  public let start: Double
  /// The end in seconds.
  public private(set) var end: Double
  /// The genre that is likeliest in all of its segments.
  public let genre: String
  /// Whether there is nothing to hear; the genre then means nothing.
  public let isSilent: Bool
  /// The confidence of the genre, 0 to 1: the mean over the segments.
  public private(set) var confidence: Double
  private var segmentCount = 1

  private init(_ segment: GenreSegment) {
    start = segment.start
    end = segment.end
    genre = segment.best.genre
    isSilent = segment.isSilent
    confidence = segment.best.confidence
  }

  private func isContinued(by segment: GenreSegment) -> Bool {
    isSilent == segment.isSilent && (isSilent || genre == segment.best.genre)
  }

  private mutating func add(_ segment: GenreSegment) {
    end = segment.end
    confidence += (segment.best.confidence - confidence) / Double(segmentCount + 1)
    segmentCount += 1
  }

  fileprivate static func merging(_ segments: [GenreSegment]) -> [GenreStretch] {
    var stretches: [GenreStretch] = []
    for segment in segments {
      if let last = stretches.last, last.isContinued(by: segment) {
        stretches[stretches.count - 1].add(segment)
      } else {
        stretches.append(GenreStretch(segment))
      }
    }
    return stretches
  }
}

extension GenrePrediction {
  /// The genres of the piece one after the other: its ``segments``, neighbours of one genre drawn together.
  public var stretches: [GenreStretch] { GenreStretch.merging(segments) }
}
