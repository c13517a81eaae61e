import Foundation
import GenreKit
import GenreKitTestSupport
import GenreTestSupport
import Synchronization
import Testing

@Suite("Classifying from asynchronous code")
struct AsyncTests {
  private let scratch: Scratch
  private let classifier: GenreClassifier

  init() throws {
    scratch = try Scratch()
    classifier = try GenreClassifier(model: Made.model())
  }

  /// The synchronous answer, which asynchronous code reaches only through a function like this.
  private func answer(_ work: () throws -> GenrePrediction) rethrows -> GenrePrediction { try work() }

  @Test("URL, bytes and samples give the synchronous answers")
  func sameAnswers() async throws {
    let samples = Made.samples(seconds: 7)
    let path = try scratch.write(Sound.floatWAV(samples), to: "ä b%20.wav")
    let (url, bytes) = (URL(filePath: path), try Scratch.bytes(path))
    let signal = try AudioSignal(samples: samples, channelCount: 1, sampleRate: 22_050)
    let expected = try classifier.classify(contentsOf: path)
    #expect(try answer { try classifier.classify(contentsOf: url) } == expected)
    #expect(try await classifier.classify(contentsOf: url) == expected)
    #expect(
      try await classifier.classify(bytes, name: "b") == answer { try classifier.classify(bytes, name: "b") })
    #expect(
      try await classifier.classify(signal, name: "s")
        == answer { try classifier.classify(signal, name: "s") })
  }

  @Test("A URL of the net is refused, and a missing file is named")
  func refused() async throws {
    let address = try #require(URL(string: "https://example.org/song.mp3"))
    let refusal = await #expect(throws: GenreError.self) {
      try await classifier.classify(contentsOf: address)
    }
    #expect(refusal?.code == .invalidArgument && refusal?.path == "https://example.org/song.mp3")
    let missing = await #expect(throws: GenreError.self) {
      try await classifier.classify(contentsOf: scratch["none.wav"])
    }
    #expect(missing?.code == .notFound && missing?.path == scratch.path("none.wav"))
  }

  @Test("What is not asked for is not there, and changes nothing else")
  func options() async throws {
    let url = URL(filePath: try scratch.write(Sound.floatWAV(Made.samples(seconds: 7)), to: "a.wav"))
    let whole = try await classifier.classify(contentsOf: url)
    let plain = ClassificationOptions(includesTimeline: false, includesExplanation: false, topCount: 2)
    var expected = whole
    expected.segments = []
    let explained = ClassificationOptions(includesTimeline: false)
    #expect(try await classifier.classify(contentsOf: url, options: explained) == expected)
    expected.explanation = nil
    #expect(try await classifier.classify(contentsOf: url, options: plain) == expected.keepingTop(2))
    #expect(whole.segments.count == 3 && whole.explanation != nil)
  }

  @Test("Work that blocks holds up no other task")
  func leavesTasksAlone() async throws {
    // Nobody writes to these pipes yet, so that to open one blocks: one for each thread that Swift has for tasks.
    let count = ProcessInfo.processInfo.activeProcessorCount
    let pipes = (0..<count).map { scratch.path("pipe\($0)") }
    let (classifier, isFreed) = (classifier, Flag())
    for pipe in pipes { try #require(mkfifo(pipe, 0o600) == 0) }
    let work = pipes.map { pipe in
      Task { try? await classifier.classify(contentsOf: URL(filePath: pipe)) }
    }
    // So that a fault is no hang. Long, because other tests block the threads of tasks as well.
    Thread.detachNewThread {
      if !isFreed.waits(seconds: 300) { Self.free(pipes) }
    }
    try await Task.sleep(for: .milliseconds(200))
    let others = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<count { group.addTask { 1 } }
      return await group.reduce(0, +)
    }
    #expect(isFreed.raise() && others == count)
    Thread.detachNewThread { Self.free(pipes) }
    for task in work { #expect(await task.value == nil) }
  }

  /// Opens and closes each pipe, once its reader is there.
  private static func free(_ pipes: [String]) {
    for pipe in pipes { close(open(pipe, O_WRONLY)) }
  }

  /// Raised once, by whoever is first.
  private final class Flag: Sendable {
    private let isRaised = Mutex(false)

    /// False where it was raised before.
    func raise() -> Bool {
      isRaised.withLock { raised in
        defer { raised = true }
        return !raised
      }
    }

    /// Waits until it is raised, and raises it after a time; false in that case.
    func waits(seconds: Double) -> Bool {
      let end = Date(timeIntervalSinceNow: seconds)
      while Date() < end {
        if isRaised.withLock({ $0 }) { return true }
        Thread.sleep(forTimeInterval: 0.1)
      }
      return !raise()
    }
  }

  @Test("A cancelled task ends with an error that says so, running or waiting")
  func cancelled() async throws {
    let classifier = classifier
    let signal = try AudioSignal(
      samples: [Float](repeating: 0, count: 22_050 * 1200), channelCount: 1, sampleRate: 22_050)
    // More than there are threads for.
    let tasks = (0..<ProcessInfo.processInfo.activeProcessorCount + 4).map { index in
      Task { () -> GenreError.Code? in
        do throws(GenreError) {
          _ = try await classifier.classify(signal, name: "take \(index)")
          return nil
        } catch {
          return error.code
        }
      }
    }
    try await Task.sleep(for: .milliseconds(20))
    for task in tasks.reversed() { task.cancel() }
    for task in tasks { #expect(await task.value == .cancelled) }
  }
}
