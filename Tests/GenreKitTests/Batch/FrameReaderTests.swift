import Foundation
import GenreKit
import GenreKitTestSupport
import GenreTestSupport
import Testing

@Suite("Recordings in frames")
struct FrameReaderTests {
  private let scratch: Scratch
  private let classifier: GenreClassifier

  init() throws {
    scratch = try Scratch()
    classifier = try GenreClassifier(model: Made.model())
  }

  private func run(
    _ stream: [UInt8], recordingLimit: Int = 1 << 20, inFlightLimit: Int = 1 << 20
  ) throws -> (answers: [FilePrediction], error: GenreError?) {
    let path = try scratch.write(Data(stream), to: "frames")
    let reader = try FrameReader(
      contentsOf: path, recordingLimit: recordingLimit, inFlightLimit: inFlightLimit)
    var answers: [FilePrediction] = []
    do throws(GenreError) {
      try BatchClassifier(classifier: classifier, jobs: 3).classify(framesFrom: reader) { answers.append($0) }
      return (answers, nil)
    } catch {
      return (answers, error)
    }
  }

  private let sounds = (0..<6).map { index in
    [UInt8](Sound.floatWAV(Made.samples(seconds: 1 + Double(index % 3), seed: UInt64(index))))
  }

  @Test("The answers to bytes, in the order of the frames, under their names; a bad one costs its own alone")
  func answers() throws {
    var frames = sounds.enumerated().map { ("ü\($0).wav", $1) }
    frames.insert(("text", Array("no sound".utf8)), at: 2)
    frames.insert(("", []), at: 4)
    // Less than two of them fit into memory at a time.
    let (answers, error) = try run(Frames.stream(frames), inFlightLimit: 200_000)
    #expect(error == nil)
    let expected = frames.map { name, bytes in
      FilePrediction(
        path: name, result: Result { () throws(GenreError) in try classifier.classify(bytes, name: name) })
    }
    #expect(answers == expected)
  }

  @Test("A stream without frames has no answers; one without its first line is refused")
  func beginnings() throws {
    let empty = try run(Frames.stream([]))
    #expect(empty.answers.isEmpty && empty.error == nil)
    for start in ["", "genre-frames/1", "genre-frames/2\n", "RIFF and what follows it"] {
      #expect(try run(Array(start.utf8)).error?.code == .invalidData, "\(start)")
    }
  }

  @Test("A stream that is cut inside a frame is an error, after the answers before it")
  func truncated() throws {
    let first = Frames.stream([("a", sounds[0])])
    let whole = Frames.stream([("a", sounds[0]), ("second", sounds[1])])
    for length in [first.count + 1, first.count + 11, first.count + 12, first.count + 15, whole.count - 1] {
      let (answers, error) = try run(Array(whole.prefix(length)))
      #expect(answers.map(\.path) == ["a"] && error?.code == .invalidData, "\(length)")
      #expect(error?.message.contains("inside frame 2") == true)
    }
  }

  @Test("A frame that announces more than is allowed is refused, whatever it holds")
  func oversized() throws {
    let start = Frames.stream([("a", sounds[0])])
    for header in [
      Frames.header(nameLength: 1, length: 1 << 20 + 1), Frames.header(nameLength: 1, length: .max),
      Frames.header(nameLength: 1 << 16 + 1, length: 4), Frames.header(nameLength: .max, length: .max),
    ] {
      let (answers, error) = try run(start + header + Array("abcde".utf8))
      #expect(answers.count == 1 && error?.code == .limitExceeded)
    }
  }
}
