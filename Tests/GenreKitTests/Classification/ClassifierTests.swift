import Foundation
import GRUNet
import GenreKit
import GenreKitTestSupport
import GenreTestSupport
import Synchronization
import Testing

@Suite("Classifying a piece")
struct ClassifierTests {
  private let scratch: Scratch
  private let classifier: GenreClassifier

  init() throws {
    scratch = try Scratch()
    classifier = try GenreClassifier(model: Made.model())
  }

  @Test("A path, bytes and samples give the same answer", arguments: [1.0, 7.4, 40, 100])
  func sources(seconds: Double) throws {
    let samples = Made.samples(seconds: seconds)
    let path = try scratch.write(Sound.floatWAV(samples), to: "a.wav")
    let byPath = try classifier.classify(contentsOf: path)
    let byBytes = try classifier.classify(Array(Sound.floatWAV(samples)), name: path)
    let bySamples = try classifier.classify(
      AudioSignal(samples: samples, channelCount: 1, sampleRate: 22_050), name: path)
    #expect(byPath == byBytes && byPath == bySamples)
    #expect(byPath.duration == Double(samples.count) / 22_050)
  }

  @Test("Segments follow one another every three seconds and end with the piece")
  func segments() throws {
    let path = try scratch.write(Sound.floatWAV(Made.samples(seconds: 100)), to: "a.wav")
    let segments = try classifier.classify(contentsOf: path).segments
    #expect(segments.map(\.start) == (0..<34).map { Double(3 * $0) } && segments.last?.end == 100)
    #expect(zip(segments, segments.dropFirst()).allSatisfy { $0.end == $1.start })
    let shorter = try scratch.write(Sound.floatWAV(Made.samples(seconds: 99.2)), to: "b.wav")
    let last = try #require(try classifier.classify(contentsOf: shorter).segments.last)
    #expect(last.start == 96 && last.end == 99)
  }

  @Test("Silence between music has no say, and is marked")
  func silenceInside() throws {
    let music = Made.samples(seconds: 9)
    let gap = Array(repeating: Float(0), count: 12 * 22_050)
    let path = try scratch.write(Sound.floatWAV(music + gap + music), to: "a.wav")
    let prediction = try classifier.classify(contentsOf: path)
    let silent = prediction.segments.filter(\.isSilent)
    #expect(silent.map { Int(($0.start * 10).rounded()) } == [90, 120, 150, 180])
    #expect(abs((silent.last?.end ?? 0) - 21) < 0.03)
    #expect(!prediction.isUnsure && prediction.warnings.isEmpty)
  }

  @Test("Silence as a whole: every genre alike, unsure, and said so")
  func silence() throws {
    let path = try scratch.write(Sound.floatWAV(Array(repeating: 0, count: 100_000)), to: "a.wav")
    let prediction = try classifier.classify(contentsOf: path)
    #expect(prediction.isUnsure && prediction.scores.allSatisfy { abs($0.confidence - 1.0 / 3) < 1e-9 })
    #expect(prediction.warnings.map(\.code) == [.silent])
  }

  @Test("Below the threshold the answer is unsure, from it on it is not")
  func threshold() throws {
    let path = try scratch.write(Sound.floatWAV(Made.samples(seconds: 6)), to: "a.wav")
    let confidence = try classifier.classify(contentsOf: path).best.confidence
    for (threshold, isUnsure) in [(confidence, false), (confidence + 1e-9, true)] {
      let model = try Made.model(calibration: Calibration(unsureBelow: threshold))
      #expect(try GenreClassifier(model: model).classify(contentsOf: path).isUnsure == isUnsure)
    }
  }

  @Test("Many threads at once give the answers of one")
  func threads() throws {
    let paths = try (0..<12).map { index in
      try scratch.write(
        Sound.floatWAV(Made.samples(seconds: 3.5 + Double(index), seed: UInt64(index))), to: "\(index).wav")
    }
    let alone = try paths.map { try classifier.classify(contentsOf: $0) }
    var together: [GenrePrediction] = []
    try BatchClassifier(classifier: classifier, jobs: 6).classify(paths) { _, result in
      if case .success(let prediction) = result { together.append(prediction) }
    }
    #expect(together == alone)
  }

  @Test("A cancelled task ends with an error that says so")
  func cancelled() async throws {
    let path = try scratch.write(Sound.floatWAV(Made.samples(seconds: 60)), to: "a.wav")
    let classifier = classifier
    let task = Task { () -> Bool in
      withUnsafeCurrentTask { $0?.cancel() }
      do throws(GenreError) {
        _ = try classifier.classify(contentsOf: path)
        return false
      } catch {
        return error.code == .cancelled
      }
    }
    #expect(await task.value)
  }

  /// Why a synchronous call failed; asynchronous code reaches it only through a function like this.
  private static func failure(
    of work: () throws(GenreError) -> GenrePrediction
  ) -> GenreError.Code? {
    do throws(GenreError) {
      _ = try work()
      return nil
    } catch {
      return error.code
    }
  }

  @Test("Samples in memory are left off within a block, too")
  func cancelledSignal() async throws {
    let signal = try AudioSignal(
      samples: [Float](repeating: 0, count: 22_050 * 1200), channelCount: 1, sampleRate: 22_050)
    let classifier = classifier
    let handle = Mutex<Task<GenreError.Code?, Never>?>(nil)
    let task = Task { () -> GenreError.Code? in
      // From a thread of its own: others may be busy with other tests.
      Thread.detachNewThread {
        Thread.sleep(forTimeInterval: 0.05)
        // The task may be known late, where the machine is busy.
        while handle.withLock({ $0?.cancel() }) == nil { Thread.sleep(forTimeInterval: 0.001) }
      }
      return Self.failure { () throws(GenreError) in try classifier.classify(signal, name: "take 3") }
    }
    handle.withLock { $0 = task }
    #expect(await task.value == .cancelled)
  }

  @Test("Samples that are no numbers are refused by the name that they have")
  func invalidSamples() throws {
    let signal = try AudioSignal(
      samples: [Float](repeating: .nan, count: 22_050), channelCount: 1, sampleRate: 22_050)
    let error = #expect(throws: GenreError.self) { try classifier.classify(signal, name: "take 3") }
    #expect(error?.code == .invalidArgument && error?.path == "take 3")
  }

  @Test("Of many files, a cancelled task hears no more, and says so")
  func cancelledBatch() async throws {
    let path = try scratch.write(Sound.floatWAV(Made.samples(seconds: 4)), to: "a.wav")
    let classifier = classifier
    let task = Task { () -> (heard: Int, code: GenreError.Code?) in
      var heard = 0
      do throws(GenreError) {
        try BatchClassifier(classifier: classifier, jobs: 2).classify(
          Array(repeating: path, count: 5000)
        ) { _, _ in
          heard += 1
          if heard == 3 { withUnsafeCurrentTask { $0?.cancel() } }
        }
        return (heard, nil)
      } catch {
        return (heard, error.code)
      }
    }
    let outcome = await task.value
    #expect(outcome.heard == 3 && outcome.code == .cancelled)
  }

  @Test("Weights too large for what they hear give an error, not an answer")
  func overflow() throws {
    let model = try Made.model()
    var network = model.network
    network.parameters["dense.weight"] = Tensor(
      shape: [3, 12], values: Array(repeating: Float.greatestFiniteMagnitude, count: 36))
    let loud = try GenreModel(
      name: "loud", labels: model.labels, features: model.features, standardization: model.standardization,
      network: network)
    let path = try scratch.write(Sound.floatWAV(Made.samples(seconds: 4)), to: "a.wav")
    let error = #expect(throws: GenreError.self) {
      try GenreClassifier(model: loud).classify(contentsOf: path)
    }
    #expect(error?.code == .invalidModel)
  }

  @Test("Limits are kept")
  func limits() throws {
    let path = try scratch.write(Sound.floatWAV(Made.samples(seconds: 12)), to: "a.wav")
    let limited = try GenreClassifier(model: Made.model(), limits: AudioLimits(maximumDuration: 10))
    let error = #expect(throws: GenreError.self) { try limited.classify(contentsOf: path) }
    #expect(error?.code == .limitExceeded)
  }
}
