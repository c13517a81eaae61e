import Foundation
import GenreKit
import GenreKitTestSupport
import GenreTestSupport
import GenreTraining
import Testing

@Suite("Shifting genres that are known only as one of several")
struct GenreShiftTests {
  private func clip(_ name: String, _ truths: Set<Int>, _ shares: [Double]) -> ScoredClip {
    ScoredClip(name: name, truths: truths, windows: [shares.map { log($0) }])
  }

  /// Genre 0 stands alone; 1 and 2 occur as 'one of these', and split what the network gives them.
  private var clips: [ScoredClip] {
    (0..<6).flatMap { index in
      [
        clip("alone \(index)", [0], [0.8, 0.1, 0.1]),
        clip("either \(index)", [1, 2], index % 2 == 0 ? [0.4, 0.35, 0.25] : [0.4, 0.25, 0.35]),
      ]
    }
  }

  private func recall(_ calibration: Calibration) -> Double {
    Evaluation(
      clips.map { $0.shifted(by: calibration.genreOffsets) }, labels: ["a", "b", "c"],
      calibration: calibration
    ).accuracy
  }

  @Test("The members of the set get one offset, the others none, and both labels are recognised")
  func shift() {
    let plain = Calibration.fitted(to: clips, precision: 0.8)
    let shifted = Calibration.fitted(to: clips, precision: 0.8, shiftsGenres: true)
    #expect(plain.genreOffsets.isEmpty && recall(plain) == 0.5)
    #expect(shifted.genreOffsets.count == 3 && shifted.genreOffsets[0] == 0)
    #expect(shifted.genreOffsets[1] > 0.1 && shifted.genreOffsets[1] == shifted.genreOffsets[2])
    #expect(shifted.genreOffsets[1] < log(8), "no more than the clips that stand alone can bear")
    #expect(recall(shifted) == 1)
  }

  @Test("Where every label is a genre of its own, nothing is shifted")
  func none() {
    let single = clips.filter { $0.truths.count == 1 }
    #expect(Calibration.fitted(to: single, precision: 0.8, shiftsGenres: true).genreOffsets.isEmpty)
  }

  @Test("A model applies its offsets to every window, and its file keeps them")
  func model() throws {
    let scratch = try Scratch()
    let plain = try Made.model()
    var shifted = plain
    shifted.calibration.genreOffsets = [0, 0.7, 0]
    try shifted.write(to: scratch.path("m.safetensors"))
    let read = try GenreModel(.file(scratch.path("m.safetensors")))
    #expect(read.calibration == shifted.calibration)
    let sound = try AudioSignal(samples: Made.samples(seconds: 7), channelCount: 1, sampleRate: 22_050)
    func odds(_ model: GenreModel) throws -> [Double] {
      let scores = try GenreClassifier(model: model).classify(sound, name: "x").segments.map(\.scores)
      return scores.map { scores in
        func share(_ genre: String) -> Double { scores.first { $0.genre == genre }?.confidence ?? .nan }
        return log(share("b") / share("a"))
      }
    }
    for (before, after) in zip(try odds(plain), try odds(read)) { #expect(abs(after - before - 0.7) < 1e-6) }
    shifted.calibration.genreOffsets = [1]
    try shifted.write(to: scratch.path("bad.safetensors"))
    #expect(throws: GenreError.self) { try GenreModel(.file(scratch.path("bad.safetensors"))) }
  }
}
