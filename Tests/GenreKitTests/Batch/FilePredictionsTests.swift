import Foundation
import GenreKit
import GenreKitTestSupport
import GenreTestSupport
import Synchronization
import Testing

@Suite("Predictions of many files, one after another")
struct FilePredictionsTests {
  private let scratch: Scratch
  private let classifier: GenreClassifier

  init() throws {
    scratch = try Scratch()
    classifier = try GenreClassifier(model: Made.model())
  }

  /// Endless paths that count how many were taken.
  private struct Endless: Sequence, IteratorProtocol, Sendable {
    let path: String
    let taken: Counter

    mutating func next() -> String? {
      taken.add()
      return path
    }
  }

  private final class Counter: Sendable {
    private let count = Mutex(0)
    var value: Int { count.withLock { $0 } }
    func add() { count.withLock { $0 += 1 } }
  }

  @Test("In the order of the files, and a failure costs one answer")
  func order() async throws {
    var paths = try (0..<12).map { index in
      try scratch.write(
        Sound.floatWAV(Made.samples(seconds: 15 - Double(index), seed: UInt64(index))), to: "\(index).wav")
    }
    paths.insert(scratch.path("none.wav"), at: 5)
    let options = ClassificationOptions(includesTimeline: false)
    let expected = paths.map { path in
      FilePrediction(
        path: path,
        result: Result { () throws(GenreError) in
          try classifier.classify(contentsOf: path, options: options)
        })
    }
    var found: [FilePrediction] = []
    for await file in classifier.predictions(for: paths, options: options, jobs: 3) { found.append(file) }
    #expect(found == expected)
    #expect(try found[5].json().hasPrefix(#"{"error":{"code":"notFound","message":""#))
  }

  @Test("Files are begun a bounded number ahead, also of endless ones")
  func bounded() async throws {
    let path = try scratch.write(Sound.floatWAV(Made.samples(seconds: 1)), to: "a.wav")
    let taken = Counter()
    var count = 0
    for await _ in classifier.predictions(for: Endless(path: path, taken: taken), jobs: 2) {
      count += 1
      if count == 20 { break }
    }
    #expect((20...28).contains(taken.value))
  }

  @Test("The sequence ends when its task is cancelled")
  func cancelled() async throws {
    let path = try scratch.write(Sound.floatWAV(Made.samples(seconds: 1)), to: "a.wav")
    let (classifier, taken) = (classifier, Counter())
    let task = Task {
      var count = 0
      for await file in classifier.predictions(for: Endless(path: path, taken: taken), jobs: 2) {
        count += 1
        if count == 3 { withUnsafeCurrentTask { $0?.cancel() } }
        if case .failure = file.result { return -1 }
      }
      return count
    }
    #expect(await task.value == 3)
  }

  @MainActor
  @Test("A loop on an actor takes them as well")
  func onAnActor() async throws {
    let path = try scratch.write(Sound.floatWAV(Made.samples(seconds: 1)), to: "a.wav")
    var genres: [String?] = []
    for await file in classifier.predictions(for: [path, path]) {
      MainActor.assertIsolated()
      genres.append(try? file.result.get().best.genre)
    }
    #expect(genres.count == 2 && genres[0] != nil && genres[0] == genres[1])
  }
}
