import Foundation
import GenreKit
import Testing

/// The examples of GenreKit's documentation, in functions that are compiled and never called. The test holds the
/// documentation to them.
private enum Examples {
  static func synchronous() throws {
    let classifier = try GenreClassifier()
    let prediction = try classifier.classify(contentsOf: "song.mp3")

    print(prediction.best.genre, prediction.best.confidence)
    if prediction.isUnsure { print("... but do not rely on it") }
    for segment in prediction.segments {
      print(segment.start, segment.end, segment.best.genre)
    }
  }

  static func short() throws {
    let classifier = try GenreClassifier()
    let prediction = try classifier.classify(contentsOf: "song.mp3")
    print(prediction.best.genre, prediction.best.confidence)
  }

  static func options(_ classifier: GenreClassifier) throws -> GenrePrediction {
    let options = ClassificationOptions(includesTimeline: false, includesExplanation: false, topCount: 3)
    let prediction = try classifier.classify(contentsOf: "song.mp3", options: options)
    return prediction
  }

  static func asynchronous(_ classifier: GenreClassifier, _ paths: [String]) async throws -> GenrePrediction {
    let prediction = try await classifier.classify(contentsOf: URL(filePath: "song.mp3"))

    for await file in classifier.predictions(for: paths) {
      print(file.path, (try? file.result.get().best.genre) ?? "no answer")
    }
    return prediction
  }

  static func live(_ classifier: GenreClassifier, _ samples: [Float]) throws -> [LiveEvent] {
    var live = try LiveClassifier(classifier, sampleRate: 44_100, channelCount: 2)
    for event in try live.push(samples) {
      print(event.time, event.sound, event.best.genre, event.isUnsure)
    }
    let lastEvents = try live.finish()
    return lastEvents
  }

  static func liveOptions() -> LiveOptions {
    let options = LiveOptions(interval: 2, timeConstant: 20)
    return options
  }

  static func liveSequence(_ classifier: GenreClassifier, _ blocks: AsyncStream<[Float]>) async throws {
    for try await event in classifier.liveEvents(in: blocks, sampleRate: 48_000, channelCount: 2) {
      if event.kind == .change { print("now:", event.best.genre) }
    }
  }

  static func files(_ classifier: GenreClassifier, _ paths: [String]) async {
    for await file in classifier.predictions(for: paths) {
      switch file.result {
      case .success(let prediction): print(file.path, prediction.best.genre)
      case .failure(let error): print(error)
      }
    }
  }
}

@Suite("Examples of the documentation")
struct DocumentationTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The lines without what is in front of them, and without imports.
  private func lines(_ text: some StringProtocol) -> [String] {
    text.split(separator: "\n").compactMap { line in
      let code = line.trimmingCharacters(in: .whitespaces).replacing(/^\/\/\/ ?/, with: "")
        .trimmingCharacters(in: .whitespaces)
      return code.isEmpty || code.hasPrefix("import ") ? nil : code
    }
  }

  /// Each fenced block of Swift in a file.
  private func blocks(in file: URL) throws -> [[String]] {
    let parts = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "```")
    return parts.filter { $0.hasPrefix("swift\n") }.map { lines($0.dropFirst(6)) }
  }

  @Test("Every example of GenreKit is code that is compiled here")
  func examples() throws {
    let compiled = lines(try String(contentsOf: URL(filePath: #filePath), encoding: .utf8))
    let files = try #require(
      FileManager.default.enumerator(
        at: Self.root.appending(path: "Sources/GenreKit"), includingPropertiesForKeys: nil))
    var count = 0
    for case let file as URL in files where ["swift", "md"].contains(file.pathExtension) {
      for block in try blocks(in: file) {
        count += 1
        let isThere = compiled.indices.contains { compiled[$0...].starts(with: block) }
        #expect(isThere, "\(file.lastPathComponent): \(block.joined(separator: "\n"))")
      }
    }
    #expect(count >= 6)
  }
}
