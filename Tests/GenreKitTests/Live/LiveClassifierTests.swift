import Foundation
import GenreKit
import GenreKitTestSupport
import GenreTestSupport
import Testing

@Suite("Classifying a stream as it comes")
struct LiveClassifierTests {
  private let classifier: GenreClassifier

  init() throws {
    classifier = try GenreClassifier(model: Made.model(rejectsOutOfScope: true))
  }

  /// The events of a whole stream, given in blocks of some sizes in turn.
  private func events(
    _ samples: [Float], rate: Double = 22_050, channels: Int = 1, options: LiveOptions = LiveOptions(),
    blocks: [Int] = [1 << 20]
  ) throws -> [LiveEvent] {
    var live = try LiveClassifier(
      classifier, sampleRate: rate, channelCount: channels, options: options)
    var events: [LiveEvent] = []
    var (start, turn) = (0, 0)
    while start < samples.count {
      let end = min(samples.count, start + blocks[turn % blocks.count])
      events += try live.push(Array(samples[start..<end]))
      (start, turn) = (end, turn + 1)
    }
    return events + (try live.finish(name: "stream"))
  }

  /// Sound, a pause in which nothing is audible, and sound.
  private func interrupted(rate: Double, channels: Int) -> [Float] {
    let mono =
      Made.samples(seconds: 7.3, rate: rate) + [Float](repeating: 0, count: Int(rate * 5.1))
      + Made.samples(seconds: 10, rate: rate, seed: 4)
    return mono.enumerated().flatMap { index, sample in
      (0..<channels).map { $0 == 0 ? sample : sample * Float(index % 7) / 7 }
    }
  }

  @Test(
    "The events are the same to the bit, however the samples are divided into blocks", arguments: [1, 2, 3])
  func blockSizes(channels: Int) throws {
    let rate = channels == 2 ? 44_100.0 : 16_000
    let samples = interrupted(rate: rate, channels: channels)
    let options = LiveOptions(interval: 1.7, keepsTimeline: true)
    let whole = try events(samples, rate: rate, channels: channels, options: options)
    #expect(whole.count { $0.kind == .answer } == Int(22.4 / 1.7) + 1)
    for blocks in [[441], [1023, 7, 1], [99_991], [65_536, 5]] {
      let other = try events(samples, rate: rate, channels: channels, options: options, blocks: blocks)
      #expect(other == whole, "\(blocks)")
    }
  }

  @Test(
    "A timeline that is kept is the prediction of a file of the same samples",
    arguments: [(22_050.0, 1), (44_100, 2), (48_000, 1), (8_000, 4)])
  func sameAsFile(rate: Double, channels: Int) throws {
    let samples = interrupted(rate: rate, channels: channels)
    let expected = try classifier.classify(
      AudioSignal(samples: samples, channelCount: channels, sampleRate: rate), name: "stream")
    let last = try #require(
      try events(samples, rate: rate, channels: channels, options: LiveOptions(keepsTimeline: true)).last)
    #expect(last.kind == .end && last.prediction == expected)
    #expect(try events(samples, rate: rate, channels: channels).last?.prediction == nil)
  }

  @Test("Channels that cancel each other are classified by one of them")
  func antiphase() throws {
    let mono = Made.samples(seconds: 12, rate: 44_100)
    let samples = mono.flatMap { [$0, -$0] }
    let found = try events(samples, rate: 44_100, channels: 2, options: LiveOptions(keepsTimeline: true))
    #expect(found.filter { $0.kind == .answer }.map(\.sound).last == .music)
    let end = try #require(found.last)
    #expect(end.warnings.map(\.code) == [.phase])
    let expected = try classifier.classify(
      AudioSignal(samples: samples, channelCount: 2, sampleRate: 44_100), name: "stream")
    #expect(end.prediction == expected)
  }

  @Test("There is an answer in each interval, and a last one where the stream ends")
  func intervals() throws {
    let samples = Made.samples(seconds: 10)
    #expect(try events(samples).map(\.time) == [3, 6, 9, 10, 10])
    #expect(try events(samples).map(\.kind) == [.answer, .answer, .answer, .answer, .end])
    let often = try events(samples, options: LiveOptions(interval: 0.5))
    #expect(often.map(\.time) == (1...20).map { Double($0) / 2 } + [10])
    // A second of sound is needed for an answer, half a window for one that can be relied on.
    #expect(often.map(\.sound) == [.pending] + Array(repeating: .music, count: 20))
    #expect(often.map(\.isUnsure).prefix(4) == [true, true, false, false])
    #expect(try events(samples, options: LiveOptions(interval: 60)).map(\.time) == [10, 10])
    #expect(try events([]).map(\.kind) == [.end])
  }

  @Test("Each answer has all genres, whose probabilities add up to 1")
  func scores() throws {
    for event in try events(Made.samples(seconds: 10)) {
      #expect(event.scores.count == 3 && abs(event.scores.reduce(0) { $0 + $1.confidence } - 1) < 1e-9)
      #expect(event.outOfScope.map { (0...1).contains($0) } == true)
    }
  }

  @Test("Silence is an answer of its own, and a change when it lasts")
  func silence() throws {
    let pause = [Float](repeating: 0, count: 22_050 * 8)
    let found = try events(
      Made.samples(seconds: 9) + pause + Made.samples(seconds: 9), options: LiveOptions(interval: 1))
    let sounds = found.filter { $0.kind == .answer }.map(\.sound)
    #expect(sounds[9...15].contains(.silence) && sounds[11] == .silence && sounds[24] == .music)
    let changes = found.filter { $0.kind == .change }
    #expect(changes.map(\.sound) == [.silence, .music])
    #expect(changes.map(\.previous?.sound) == [.music, .silence])
    #expect(abs((changes.first?.since ?? 0) - 9) < 0.2 && abs((changes.last?.since ?? 0) - 17) < 0.2)
    let quiet = try events(pause)
    #expect(quiet.allSatisfy { $0.sound == .silence && $0.isUnsure && $0.outOfScope == nil })
  }

  @Test("Samples that are not numbers count as 0")
  func invalidSamples() throws {
    var samples = Made.samples(seconds: 7)
    for index in [100, 70_000, 70_001] { samples[index] = 0 }
    let repaired = try events(samples)
    (samples[100], samples[70_000], samples[70_001]) = (.nan, .infinity, 1e30)
    let found = try events(samples)
    #expect(found.map(\.scores) == repaired.map(\.scores))
    #expect(found.last?.warnings.map(\.code) == [.invalidSamples])
  }

  @Test("A stream goes on with another rate and other channels")
  func formatChange() throws {
    var live = try LiveClassifier(classifier, sampleRate: 44_100, channelCount: 2)
    var times = try live.push(interrupted(rate: 44_100, channels: 2)).map(\.time)
    times += try live.changeFormat(sampleRate: 8_000, channelCount: 1).map(\.time)
    times += try live.push(Made.samples(seconds: 6, rate: 8_000)).map(\.time)
    let last = try live.finish()
    #expect(times == times.sorted() && abs((last.last?.time ?? 0) - 28.4) < 0.01)
  }

  @Test("Options, rates and channels that make no sense are refused")
  func refused() throws {
    for options in [LiveOptions(interval: 0), LiveOptions(interval: .nan), LiveOptions(timeConstant: 0.5)] {
      let error = #expect(throws: GenreError.self) { try events([0], options: options) }
      #expect(error?.code == .invalidArgument)
    }
    for (rate, channels) in [(0.0, 1), (.nan, 1), (999, 1), (44_100, 0), (44_100, 2000)] {
      let error = #expect(throws: GenreError.self) { try events([0], rate: rate, channels: channels) }
      #expect(error?.code == .invalidArgument)
    }
  }

  @Test("The asynchronous sequence has the same events")
  func sequence() async throws {
    let samples = interrupted(rate: 22_050, channels: 1)
    let blocks = stride(from: 0, to: samples.count, by: 5000).map {
      Array(samples[$0..<min(samples.count, $0 + 5000)])
    }
    let stream = AsyncStream { continuation in
      blocks.forEach { continuation.yield($0) }
      continuation.finish()
    }
    var found: [LiveEvent] = []
    for try await event in classifier.liveEvents(in: stream, sampleRate: 22_050) { found.append(event) }
    #expect(found == (try events(samples)))
    await #expect(throws: GenreError.self) {
      for try await _ in classifier.liveEvents(in: stream, sampleRate: 0) {}
    }
  }
}
