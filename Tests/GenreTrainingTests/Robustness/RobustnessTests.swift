import Foundation
import GenreKit
import GenreKitTestSupport
import GenreTestSupport
import GenreTraining
import Testing

@Suite("Robustness")
struct RobustnessTests {
  private func signal(seed: UInt64 = 1, rate: Double = 44_100) throws -> AudioSignal {
    let samples = Made.samples(seconds: 6, rate: rate, seed: seed)
    return try AudioSignal(
      samples: samples.flatMap { [$0, -0.5 * $0] }, channelCount: 2, sampleRate: rate)
  }

  private func power(_ samples: some Sequence<Float>, _ count: Int) -> Double {
    samples.reduce(0) { $0 + Double($1) * Double($1) } / Double(count)
  }

  @Test("Each change does what its name says")
  func changes() throws {
    let signal = try signal()
    let loud = power(signal.samples, signal.samples.count)
    let softer = try SignalChange.gain(decibels: -20).applied(to: signal)
    #expect(abs(power(softer.samples, softer.samples.count) / loud - 0.01) < 1e-5)
    #expect(try SignalChange.mono.applied(to: signal) == signal.mono())
    let noisy = try SignalChange.noise(signalToNoise: 20).applied(to: signal)
    let noise = zip(noisy.samples, signal.samples).map { $0 - $1 }
    #expect(abs(10 * log10(loud / power(noise, noise.count)) - 20) < 0.1)
    #expect(try SignalChange.noise(signalToNoise: 20).applied(to: signal) == noisy)
    #expect(try SignalChange.noise(signalToNoise: 20).applied(to: signal, seed: 2) != noisy)
    for semitones in [1.0, -1] {
      let played = try SignalChange.pitch(semitones: semitones).applied(to: signal)
      #expect(abs(played.duration - 6 / pow(2, semitones / 12)) < 1e-3 && played.sampleRate == 44_100)
    }
  }

  @Test("A small room is one channel with noise at its level, the same each time, in silence silent")
  func room() throws {
    let signal = try signal()
    let change = SignalChange.room(signalToNoise: 25)
    let clean = signal.recordedInRoom()
    let recorded = try change.applied(to: signal)
    #expect(recorded.channelCount == 1 && recorded.frameCount == signal.frameCount)
    let noise = zip(recorded.samples, clean.samples).map { $0 - $1 }
    let ratio = power(clean.samples, clean.frameCount) / power(noise, noise.count)
    #expect(abs(10 * log10(ratio) - 25) < 0.1)
    #expect(try change.applied(to: signal) == recorded)
    #expect(try change.applied(to: signal, seed: 2) != recorded)
    let silence = try AudioSignal(
      samples: [Float](repeating: 0, count: 5000), channelCount: 1, sampleRate: 8_000)
    #expect(try change.applied(to: silence) == silence)
  }

  @Test("At 8 kHz what lies above 4 kHz is gone, what lies below stays, and the rate is the old one")
  func narrow() throws {
    func tone(_ frequency: Double) throws -> AudioSignal {
      let samples = (0..<44_100).map { Float(0.2 * sin(2 * .pi * frequency * Double($0) / 22_050)) }
      return try AudioSignal(samples: samples, channelCount: 1, sampleRate: 22_050)
    }
    let change = SignalChange.sampleRate(8_000)
    for (frequency, share) in [(1_000.0, 1.0), (3_000, 1), (5_000, 0), (9_000, 0)] {
      let before = try tone(frequency)
      let after = try change.applied(to: before)
      #expect(after.sampleRate == 22_050 && abs(after.frameCount - before.frameCount) <= 3)
      let kept = power(after.samples, after.samples.count) / power(before.samples, before.samples.count)
      #expect(abs(kept - share) < 0.01, "\(frequency)")
    }
    let narrow = try AudioSignal(samples: [0, 1, 0], channelCount: 1, sampleRate: 8_000)
    #expect(try change.applied(to: narrow) == narrow)
  }

  @Test("Changes that make no sense for a signal are refused as such")
  func nonsense() throws {
    let slow = try AudioSignal(samples: [0, 0.5, 0], channelCount: 1, sampleRate: 1_500)
    let error = #expect(throws: GenreError.self) { try SignalChange.tilt(decibels: 6).applied(to: slow) }
    #expect(error?.code == .invalidArgument)
  }

  @Test("Names are distinct and say the figures")
  func names() {
    let names = SignalChange.standard.map(\.name)
    #expect(Set(names).count == 10)
    #expect(names.contains("-20 dB") && names.contains("MP3 at 32 kbit/s") && names.contains("8 kHz"))
    #expect(names.contains("pitch +1 semitone") && names.contains("white noise, 20 dB below"))
    #expect(names.last == "small room, 150 to 7000 Hz, noise 25 dB below")
  }

  @Test("What changes nothing changes no answer; what changes all is counted, the same each time")
  func answers() throws {
    let scratch = try Scratch()
    for (index, label) in ["a", "b", "c", "a", "b", "c"].enumerated() {
      let samples = Made.samples(seconds: 4 + Double(index), seed: UInt64(index))
      try scratch.write(Sound.floatWAV(samples), to: "\(label)/\(index).wav")
    }
    try scratch.write(Data("no music".utf8), to: "c/text.wav")
    let classifier = try GenreClassifier(model: Made.model())
    let files = try LabelledFiles(ClipSource(path: scratch.root))
    let changes: [SignalChange] = [
      .gain(decibels: 0), .mono, .tilt(decibels: 0), .sampleRate(22_050), .pitch(semitones: 0),
      .noise(signalToNoise: -60),
    ]
    var failed: [String] = []
    let robustness = try classifier.robustness(of: files, changes: changes) { file in
      if file.error != nil { failed.append(file.path) }
    }
    #expect(failed.count == 1 && failed[0].hasSuffix("text.wav"))
    #expect(robustness.unchanged.answers.count == 6)
    #expect(robustness.rows.map(\.change) == changes)
    #expect(robustness.rows.prefix(5).allSatisfy { $0.changedCount == 0 })
    let direct = Evaluation(
      try classifier.scores(of: files), labels: classifier.model.labels, calibration: Calibration())
    #expect(direct.answers == robustness.unchanged.answers)
    #expect(try classifier.robustness(of: files, changes: changes, jobs: 1) == robustness)
  }

  @Test("Nothing that can be heard is an error")
  func nothing() throws {
    let scratch = try Scratch()
    try scratch.write(Data("no music".utf8), to: "text.wav")
    let list = try scratch.write(Data("file,label\ntext.wav,a\n".utf8), to: "labels.csv")
    let files = try LabelledFiles(csv: list)
    let error = #expect(throws: GenreError.self) {
      try GenreClassifier(model: Made.model()).robustness(of: files)
    }
    #expect(error?.code == .invalidData)
  }
}
