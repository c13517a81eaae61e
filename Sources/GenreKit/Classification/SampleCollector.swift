/// Picks the excerpts of a sample out of a recording whose samples come one after the other.
package struct SampleCollector {
  private let plan: SamplePlan
  private let sampleRate: Double
  private var held: [Float] = []
  private var excerpt = 0
  /// The samples of the recording up to now.
  package private(set) var position = 0

  package init(_ plan: SamplePlan, sampleRate: Double) {
    self.plan = plan
    self.sampleRate = sampleRate
  }

  /// Whether all excerpts are there.
  package var isComplete: Bool { excerpt == plan.starts.count }

  /// Takes the next samples of the recording.
  ///
  /// - Returns: The excerpts that are now complete, each with its start in seconds.
  package mutating func append(_ block: ArraySlice<Float>) -> [(start: Double, samples: [Float])] {
    defer { position += block.count }
    var complete: [(Double, [Float])] = []
    while !isComplete {
      let range = plan.samples(of: excerpt, sampleRate: sampleRate)
      let wanted = range.clamped(to: position..<position + block.count)
      let offset = block.startIndex - position
      held += block[wanted.lowerBound + offset..<wanted.upperBound + offset]
      guard held.count == range.count else { break }
      complete.append((plan.starts[excerpt], held))
      held = []
      excerpt += 1
    }
    return complete
  }
}
