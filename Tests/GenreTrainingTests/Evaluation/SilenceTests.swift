import Foundation
import GenreKit
import GenreKitTestSupport
import GenreTestSupport
import GenreTraining
import Testing

/// What is silent has no say in use, so it must have none where models are measured and trained.
@Suite("Silence in clips whose genre is known")
struct SilenceTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try write(
      Made.samples(seconds: 5, seed: 1) + [Float](repeating: 0, count: 22_050 * 20), to: "data/a/half.wav")
    try write(Made.samples(seconds: 7, seed: 2), to: "data/b/full.wav")
    try write([Float](repeating: 0, count: 22_050 * 7), to: "data/c/none.wav")
  }

  private func write(_ samples: [Float], to name: String) throws {
    try scratch.write(Sound.floatWAV(samples), to: name)
  }

  private func datasets() throws -> [GenreDataset] {
    let folder = try GenreFolder(scratch.path("data"))
    let cache = scratch.path("c.safetensors")
    try FeatureCache.write(folder, features: FeatureConfiguration(), to: cache)
    return [
      try GenreDataset(decoding: folder, features: FeatureConfiguration()), try GenreDataset(cache: cache),
    ]
  }

  @Test("Files, a folder and its cache are scored alike")
  func agreement() throws {
    let model = try Made.model()
    let heard = try GenreClassifier(model: model).scores(
      of: LabelledFiles(ClipSource(path: scratch.path("data"))))
    #expect(heard.map(\.windows.count) == [2, 3, 1])
    for dataset in try datasets() {
      let scores = try model.scores(of: dataset, indices: [0, 1, 2])
      #expect(scores.map(\.windows) == heard.map(\.windows))
      #expect(scores.map(\.weights) == heard.map(\.weights))
      #expect(scores.map(\.outOfScope) == heard.map(\.outOfScope))
    }
  }

  @Test("A clip without a sound is answered as in use: unsure, every genre alike")
  func nothing() throws {
    let model = try Made.model()
    let scores = try GenreClassifier(model: model).scores(
      of: LabelledFiles(ClipSource(path: scratch.path("data"))))
    let answer = Evaluation(scores, labels: model.labels, calibration: model.calibration).answers[2]
    #expect(answer.isUnsure && abs(answer.confidence - 1.0 / 3) < 1e-12)
  }

  @Test("A split by segments deals out what can be heard, and counts it")
  func segments() throws {
    for dataset in try datasets() {
      #expect(dataset.items[0].silence.count == 1 && dataset.items[1].silence.isEmpty)
      let segments = try dataset.segments(grid: SegmentGrid())
      #expect(
        segments.items.map(\.recording) == ["a/half.wav", "a/half.wav"]
          + Array(repeating: "b/full.wav", count: 3)
          + Array(repeating: "c/none.wav", count: 3))
    }
  }

  @Test("A cache whose silence is no list of ranges in the clip is refused")
  func damaged() throws {
    _ = try datasets()
    let bytes = try Data(contentsOf: URL(filePath: scratch.path("c.safetensors")))
    let text = String(decoding: bytes, as: Unicode.ASCII.self)
    let found = String(text[try #require(text.firstRange(of: #/\[\[2[0-9]+,1[0-9]+\]\]/#))])
    for wrong in ["[[9,1]", "[[0,99999]"] {
      var spoilt = bytes
      let place = try #require(spoilt.range(of: Data(found.utf8)))
      let room = String(repeating: " ", count: found.count - wrong.count - 1)
      spoilt.replaceSubrange(place, with: Data((wrong + room + "]").utf8))
      let path = try scratch.write(spoilt, to: "x.safetensors")
      let error = #expect(throws: GenreError.self) { try GenreDataset(cache: path) }
      #expect(error?.code == .invalidData && error?.message.contains("silen") == true, "\(wrong)")
    }
  }

  @Test("Sounds between silences weigh the same in use, in a folder and in its cache")
  func weights() throws {
    let silence = { (seconds: Double) in [Float](repeating: 0, count: Int(22_050 * seconds)) }
    let (long, short) = (Made.samples(seconds: 4, seed: 3), Made.samples(seconds: 0.25, seed: 4))
    try write(silence(3) + long + silence(2.2) + short + silence(1), to: "data/a/parts.wav")
    let model = try Made.model()
    let heard = try #require(
      try GenreClassifier(model: model).scores(of: LabelledFiles(ClipSource(path: scratch.path("data"))))
        .first { $0.name.hasSuffix("parts.wav") })
    #expect(heard.weights == [130, 130, 11])
    for dataset in try datasets() {
      let index = try #require(dataset.items.firstIndex { $0.name == "a/parts.wav" })
      let scored = try model.scores(of: dataset, indices: [index])[0]
      #expect(scored.windows == heard.windows && scored.weights == heard.weights)
      #expect(scored.meanLogProbabilities == heard.meanLogProbabilities)
      // The scrap is no window to learn from.
      let segments = try dataset.segments(grid: SegmentGrid())
      #expect(segments.items.count { $0.recording == "a/parts.wav" } == 2)
    }
  }

  @Test("A click is nothing to hear, in use and in measuring")
  func hardlyAnything() throws {
    let silence = { (seconds: Double) in [Float](repeating: 0, count: Int(22_050 * seconds)) }
    try write(silence(3) + Made.samples(seconds: 6, seed: 3), to: "data/a/before.wav")
    try write([0.9] + silence(9), to: "data/a/click.wav")
    let classifier = try GenreClassifier(model: Made.model())
    let before = try classifier.classify(contentsOf: scratch.path("data/a/before.wav"))
    #expect(before.segments.map(\.isSilent) == [true, false, false])
    let click = try classifier.classify(contentsOf: scratch.path("data/a/click.wav"))
    #expect(click.isUnsure && click.warnings.map(\.code) == [.silent])
    for dataset in try datasets() {
      let index = try #require(dataset.items.firstIndex { $0.name == "a/before.wav" })
      #expect(try classifier.model.scores(of: dataset, indices: [index])[0].windows.count == 2)
      let silent = try #require(dataset.items.firstIndex { $0.name == "a/click.wav" })
      #expect(try classifier.model.scores(of: dataset, indices: [silent])[0].isSilent)
    }
  }

  @Test("Silence is never answered rightly, though its first genre may be the true one")
  func neverRight() throws {
    let model = try Made.model()
    let clip = ScoredClip(
      name: "x", truths: [0], windows: [[log(1.0 / 3), log(1.0 / 3), log(1.0 / 3)]], outOfScope: 1,
      isSilent: true)
    let evaluation = Evaluation([clip], labels: model.labels, calibration: model.calibration)
    #expect(evaluation.correct == 0 && evaluation.segments.correct == 0 && evaluation.confusion.total == 0)
    #expect(evaluation.labelCounts.map(\.total) == [1])
  }
}
