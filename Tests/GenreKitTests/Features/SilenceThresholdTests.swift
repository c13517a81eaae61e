import Foundation
import GenreKit
import Testing

@Suite("What counts as silent")
struct SilenceThresholdTests {
  @Test(
    "The silence threshold goes with the transform: a soft tone is heard with any length",
    arguments: [256, 1024, 4096])
  func transformLength(length: Int) throws {
    var features = FeatureConfiguration(blockDuration: 30)
    features.mfcc.mel.fftLength = length
    features.mfcc.stft.fftLength = length
    features.mfcc.stft.hopLength = length / 4
    features.mfcc.mel.bandCount = 40
    let extractor = try FeatureExtractor(features)
    func silentShare(_ decibels: Double) throws -> Double {
      let amplitude = pow(10, decibels / 20)
      let tone = (0..<44_100).map { Float(amplitude * sin(2 * .pi * 440 * Double($0) / 22_050)) }
      let signal = try AudioSignal(samples: tone, channelCount: 1, sampleRate: 22_050)
      let features = try extractor.features(of: signal)
      let silent = features.silence.reduce(0) { $0 + $1.count }
      return Double(silent) / Double(features.matrix.frameCount)
    }
    #expect(try silentShare(-55) < 0.05)
    #expect(try silentShare(-95) > 0.95)
  }
}
