import Foundation
import GenreAudio
import GenreKit
import GenreKitTestSupport
import GenreTestSupport
import Testing

@Suite("A sample of a recording instead of all of it")
struct SampleTests {
  private let classifier: GenreClassifier
  private let samples = Made.samples(seconds: 43, seed: 3)

  init() throws { classifier = try GenreClassifier(model: Made.model()) }

  private var file: [UInt8] { [UInt8](Sound.wav(samples)) }

  private func options(_ sample: Double?) -> ClassificationOptions { ClassificationOptions(sample: sample) }

  @Test(
    "Excerpts of one length rise, do not overlap, and leave as much before as behind",
    arguments: [10.0, 3, 0.7, 0.1], [31.0, 240, 241.37, 36_000])
  func plan(window: Double, duration: Double) throws {
    for sample in [1.0, 15, 30, duration / 2, duration - 0.001] {
      guard let plan = SamplePlan(duration: duration, sample: sample, windowDuration: window) else {
        #expect(sample > duration - 1.01 * max(window, 3))
        continue
      }
      let count = Double(plan.starts.count)
      #expect(plan.length >= 3 && plan.length <= max(window, 3 + window))
      #expect(abs(count * plan.length - sample) <= plan.length / 2 + 1e-6 || count == 1)
      #expect(zip(plan.starts, plan.starts.dropFirst()).allSatisfy { $1 - $0 > plan.length - 1e-9 })
      #expect(plan.starts[0] >= 0)
      #expect(abs(plan.starts[0] - (duration - plan.starts[plan.starts.count - 1] - plan.length)) < 1e-6)
    }
    #expect(SamplePlan(duration: duration, sample: duration, windowDuration: window) == nil)
  }

  @Test(
    "Excerpts are picked out of samples, however these are dealt out", arguments: [1, 1000, 65_536, 1 << 20])
  func collector(blockLength: Int) throws {
    let plan = try #require(SamplePlan(duration: 43, sample: 12, windowDuration: 3))
    var collector = SampleCollector(plan, sampleRate: 22_050)
    var found: [(start: Double, samples: [Float])] = []
    for start in stride(from: 0, to: samples.count, by: blockLength) {
      found += collector.append(samples[start..<min(samples.count, start + blockLength)])
    }
    #expect(found.map(\.start) == plan.starts && collector.isComplete && collector.position == samples.count)
    for (excerpt, part) in found.enumerated() {
      #expect(part.samples == Array(samples[plan.samples(of: excerpt, sampleRate: 22_050)]))
    }
  }

  @Test("The answer is that of the excerpts, at their times")
  func answer() throws {
    let prediction = try classifier.classify(file, name: "a", options: options(9))
    #expect(prediction.sampledDuration == 9 && prediction.duration == 43)
    let centers: [Double] = [43.0 / 6, 43.0 / 2, 43.0 * 5 / 6]
    #expect(prediction.segments.count == 3)
    let plan = try #require(SamplePlan(duration: 43, sample: 9, windowDuration: 3))
    for (excerpt, segment) in prediction.segments.enumerated() {
      #expect(abs(segment.start - centers[excerpt] + 1.5) < 1e-9)
      #expect(abs(segment.end - centers[excerpt] - 1.5) < 1e-9)
      // The same seconds as a recording of their own, in the 16 bits of the file.
      let part = Array(samples[plan.samples(of: excerpt, sampleRate: 22_050)])
      #expect(part.count == 66_150)
      let alone = try classifier.classify([UInt8](Sound.wav(part)), name: "b")
      #expect(alone.segments.count == 1)
      #expect(segment.scores.map(\.genre) == alone.scores.map(\.genre))
      for (one, other) in zip(segment.scores, alone.scores) {
        #expect(abs(one.confidence - other.confidence) < 1e-6)
      }
    }
    let whole = try classifier.classify(file, name: "a")
    #expect(whole.sampledDuration == nil && whole.segments.count == 15)
  }

  @Test("Samples in memory have the same excerpts as the file of them")
  func signal() throws {
    let signal = try AudioSignal(samples: samples, channelCount: 1, sampleRate: 22_050)
    let prediction = try classifier.classify(signal, name: "a", options: options(9))
    let ofFile = try classifier.classify(file, name: "a", options: options(9))
    #expect(prediction.segments.map(\.start) == ofFile.segments.map(\.start))
    #expect(prediction.sampledDuration == 9 && prediction.duration == 43)
    #expect(abs(prediction.best.confidence - ofFile.best.confidence) < 1e-3)
  }

  @Test("A recording that is no longer, or is cut, is analysed whole", arguments: [43.0, 44.5, 1e9])
  func whole(sample: Double) throws {
    let whole = try classifier.classify(file, name: "a")
    #expect(try classifier.classify(file, name: "a", options: options(sample)) == whole)
    let cut = Array(file.dropLast(file.count / 3))
    let expected = try classifier.classify(cut, name: "a")
    #expect(expected.warnings.map(\.code) == [.truncated])
    #expect(try classifier.classify(cut, name: "a", options: options(9)) == expected)
  }

  @Test("Silent excerpts have no weight; where all is silent there is no answer")
  func silence() throws {
    let gap = [Float](repeating: 0, count: 22_050 * 14)
    let quiet = [UInt8](Sound.wav(gap + samples.prefix(22_050 * 15) + gap))
    let prediction = try classifier.classify(quiet, name: "a", options: options(9))
    #expect(prediction.segments.map(\.isSilent) == [true, false, true])
    #expect(abs(prediction.best.confidence - prediction.segments[1].best.confidence) < 1e-9)
    let silent = try classifier.classify([UInt8](Sound.wav(gap)), name: "a", options: options(6))
    #expect(silent.isUnsure && silent.warnings.map(\.code) == [.silent] && silent.sampledDuration == 6)
  }

  @Test("Many windows are scored as few are, and the prediction goes through JSON and back")
  func many() throws {
    let prediction = try classifier.classify(file, name: "a", options: options(39))
    #expect(prediction.segments.count == 13 && prediction.explanation?.windows.count == 13)
    let text = try prediction.json()
    #expect(text.contains(#""sampled":39"#))
    let decoded = try JSONDecoder().decode(GenrePrediction.self, from: Data(text.utf8))
    #expect(decoded.sampledDuration == 39)
    let whole = try classifier.classify(file, name: "a").json()
    #expect(!whole.contains("sampled"))
    let few = try classifier.classify(file, name: "a", options: options(3))
    #expect(few.segments.count == 1 && abs(few.segments[0].start - 20) < 1e-9)
  }
}
