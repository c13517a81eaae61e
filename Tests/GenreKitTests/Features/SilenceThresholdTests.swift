import Foundation
import GenreKit
import GenreKitTestSupport
import GenreTestSupport
import Testing

@Suite("What counts as silent")
struct SilenceThresholdTests {
  private func features(
    _ samples: [Float], _ configuration: FeatureConfiguration = FeatureConfiguration()
  ) throws -> FeatureExtractor.Features {
    try FeatureExtractor(configuration).features(
      of: AudioSignal(samples: samples, channelCount: 1, sampleRate: 22_050))
  }

  @Test(
    "The threshold of a whole recording goes with the transform: a soft tone is heard with any length",
    arguments: [256, 1024, 4096])
  func transformLength(length: Int) throws {
    var configuration = FeatureConfiguration(blockDuration: 30)
    configuration.mfcc.mel.fftLength = length
    configuration.mfcc.stft.fftLength = length
    configuration.mfcc.stft.hopLength = length / 4
    configuration.mfcc.mel.bandCount = 40
    func silentShare(_ decibels: Double) throws -> Double {
      let amplitude = pow(10, decibels / 20)
      let tone = (0..<44_100).map { Float(amplitude * sin(2 * .pi * 440 * Double($0) / 22_050)) }
      let features = try features(tone, configuration)
      let silent = features.silence.reduce(0) { $0 + $1.count }
      return Double(silent) / Double(features.matrix.frameCount)
    }
    #expect(try silentShare(-90) < 0.05)
    #expect(try silentShare(-120) > 0.95)
  }

  @Test("The dither of 16 bits is silence, alone and beside music")
  func dither() throws {
    let dither = Sound.noise(seconds: 35, level: 0.000_03)
    #expect(try features(dither).warnings.map(\.code) == [.silent])
    let both = try features(Sound.tune(seconds: 5) + dither)
    #expect(both.silence.map(\.upperBound) == [both.matrix.frameCount] && both.silence[0].count > 1500)
    #expect(both.warnings.isEmpty)
  }

  @Test(
    "A recording written 20, 60 or 90 dB softer has the same silence, and the same bands but for their level",
    arguments: [-20.0, -60, -90])
  func level(decibels: Double) throws {
    var mel = FeatureConfiguration(kind: .mel)
    mel.mfcc.mel.bandCount = 64
    let silence = [Float](repeating: 0, count: 30_000)
    let tune = Sound.tune(seconds: 4).map { 3 * $0 }
    let samples = silence + tune + tune.map { $0 / 1000 } + silence
    let gain = Float(pow(10, decibels / 20))
    let (loud, soft) = (try features(samples, mel), try features(samples.map { gain * $0 }, mel))
    #expect(soft.silence == loud.silence && soft.silence.count >= 2)
    #expect(zip(loud.matrix.values, soft.matrix.values).allSatisfy { abs($0 - $1 + Float(decibels)) < 1e-2 })
  }

  @Test("Features and silence are the same however a piece arrives")
  func arrival() throws {
    let music = Made.samples(seconds: 50, seed: 2)
    let hiss = Made.samples(seconds: 20, seed: 3, level: 0.1e-5)
    let silence = [Float](repeating: 0, count: 22_050 * 70)
    let samples = hiss + music + silence + music + silence + hiss
    let scratch = try Scratch()
    let path = try scratch.write(Sound.floatWAV(samples), to: "a.wav")
    let (atOnce, inBlocks) = (
      try features(samples), try FeatureExtractor(FeatureConfiguration()).features(contentsOf: path)
    )
    #expect(atOnce.matrix == inBlocks.matrix && atOnce.silence == inBlocks.silence)
    #expect(atOnce.silence.count == 3)
  }
}
