import Foundation
import GenreKit
import GenreKitTestSupport
import GenreTestSupport
import GenreTraining
import Testing

@Suite("Scoring the clips of a data set")
struct ScoringTests {
  private let scratch: Scratch
  private let classifier: GenreClassifier

  init() throws {
    scratch = try Scratch()
    classifier = try GenreClassifier(model: Made.model())
  }

  @Test(
    "What is heard in a stream is what a data set of the same file is trained on",
    arguments: [10.0, 46, 95.2])
  func trainingAndUseAgree(seconds: Double) throws {
    let path = try scratch.write(Sound.floatWAV(Made.samples(seconds: seconds)), to: "a/a.wav")
    try scratch.write(Sound.floatWAV(Made.samples(seconds: 3)), to: "b/b.wav")
    let dataset = try GenreDataset(
      decoding: GenreFolder(scratch.root), features: FeatureConfiguration())
    let clip = try classifier.model.scores(of: dataset, indices: [0])[0]
    let prediction = try classifier.classify(contentsOf: path)
    #expect(clip.windows.count == prediction.segments.count)
    for (window, segment) in zip(clip.windows, prediction.segments) {
      let best = try #require(window.indices.max { window[$0] < window[$1] })
      #expect(segment.best.genre == classifier.model.labels[best])
      #expect(abs(exp(window[best]) - segment.best.confidence) < 1e-6)
    }
  }
}
