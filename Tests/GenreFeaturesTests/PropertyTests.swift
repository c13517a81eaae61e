import Foundation
import GenreFeatures
import Testing

@Suite struct PropertyTests {
  @Test(arguments: [2, 4, 6, 10, 30, 32, 62, 64, 100, 226, 256, 1000, 2048, 2310, 4096])
  func parseval(length: Int) throws {
    var noise = Noise(seed: UInt32(length))
    let samples = noise.samples(length)
    let stft = try STFT(.init(fftLength: length, window: .rectangular, isCentered: false))
    let power = stft.powerSpectrogram(of: samples)
    #expect(power.frameCount == 1)
    let bins = power.values.map(Double.init)
    let total = bins[0] + (bins.last ?? 0) + 2 * bins.dropFirst().dropLast().reduce(0, +)
    let energy = samples.reduce(0.0) { $0 + Double($1) * Double($1) } * Double(length)
    #expect(abs(total - energy) <= 1e-5 * energy)
  }

  @Test(arguments: [2, 6, 10, 32, 34, 66, 100, 400, 512])
  func spectrumIsTheDefinition(length: Int) throws {
    var noise = Noise(seed: 7)
    let samples = noise.samples(length)
    let stft = try STFT(.init(fftLength: length, window: .rectangular, isCentered: false))
    let spectrum = stft.spectrogram(of: samples)
    let power = stft.powerSpectrogram(of: samples)
    for bin in 0...length / 2 {
      var (real, imaginary) = (0.0, 0.0)
      for (n, sample) in samples.enumerated() {
        let angle = -2 * Double.pi * Double((n * bin) % length) / Double(length)
        real += Double(sample) * cos(angle)
        imaginary += Double(sample) * sin(angle)
      }
      #expect(abs(Double(spectrum.real[0, bin]) - real) < 1e-4)
      #expect(abs(Double(spectrum.imaginary[0, bin]) - imaginary) < 1e-4)
      #expect(abs(Double(power[0, bin]) - real * real - imaginary * imaginary) < 1e-3)
    }
  }

  @Test func aQuietToneBesideALoudOneKeepsItsPower() throws {
    // Mirror images about a quarter of the sample rate share their separation: -100 dB must survive 0 dB there.
    let (loud, quiet) = (100, 924)
    let samples = (0..<2048).map { n in
      let phase = 2 * Double.pi * Double(n) / 2048
      return Float(cos(phase * Double(loud)) + 1e-5 * cos(phase * Double(quiet)))
    }
    let stft = try STFT(.init(window: .rectangular, isCentered: false))
    let power = stft.powerSpectrogram(of: samples)
    #expect(abs(power[0, quiet] / power[0, loud] / 1e-10 - 1) < 0.05)
  }

  @Test func theBankIsLinearAndIsItsWeights() throws {
    let bank = try MelFilterBank(.init(fftLength: 512, bandCount: 37, minimumFrequency: 100))
    var noise = Noise(seed: 3)
    let values = noise.samples(33 * 257).map { abs($0) }
    let power = FeatureMatrix(frameCount: 33, coefficientCount: 257, values: values)
    let rows = try bank.apply(to: power)
    for frame in [0, 15, 16, 32] {
      for band in 0..<37 {
        let sum = zip(bank.weights.row(band), power.row(frame)).reduce(0.0) {
          $0 + Double($1.0) * Double($1.1)
        }
        #expect(abs(Double(rows[frame, band]) - sum) <= 1e-5 * max(sum, 1e-6))
      }
    }
    let doubled = FeatureMatrix(frameCount: 33, coefficientCount: 257, values: values.map { 2 * $0 })
    #expect(try bank.apply(to: doubled).values == rows.values.map { 2 * $0 })
  }

  @Test(arguments: MelScale.allCases)
  func melScalesInvert(_ scale: MelScale) {
    for hertz in stride(from: 0.0, through: 12_000, by: 250) {
      #expect(abs(scale.hertz(mel: scale.mel(hertz: hertz)) - hertz) < 1e-6)
    }
    // The two published anchors: 1 kHz is 15 Slaney mel and 1,000 HTK mel.
    #expect(abs(scale.mel(hertz: 1000) - (scale == .slaney ? 15 : 1000)) < 0.02)
  }

  @Test(arguments: [1, 2, 13, 16, 17, 40, 128])
  func theCosineTransformIsOrthonormal(count: Int) throws {
    let transform = try DiscreteCosineTransform(inputCount: count, outputCount: count)
    let identity = (0..<count * count).map { Float($0 / count == $0 % count ? 1 : 0) }
    let matrix = try transform.apply(
      to: FeatureMatrix(frameCount: count, coefficientCount: count, values: identity))
    for first in 0..<count {
      for second in first..<count {
        let product = zip(matrix.row(first), matrix.row(second)).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(product - (first == second ? 1 : 0)) < 1e-5)
      }
    }
  }

  @Test(arguments: [1, 5, 13, 16, 20, 32, 33])
  func fewerCoefficientsAreTheFirstOfMany(count: Int) throws {
    var noise = Noise(seed: 5)
    let rows = FeatureMatrix(frameCount: 7, coefficientCount: 40, values: noise.samples(280))
    let all = try DiscreteCosineTransform(inputCount: 40, outputCount: 40).apply(to: rows)
    let some = try DiscreteCosineTransform(inputCount: 40, outputCount: count).apply(to: rows)
    for frame in 0..<7 { #expect(Array(some.row(frame)) == Array(all.row(frame).prefix(count))) }
  }

  @Test func lifteringByItselfIsThatOfTheMFCC() throws {
    let samples = syntheticSignal(9000)
    let plain = try MFCC().coefficients(of: samples)
    let together = try MFCC(.init(lifter: 22)).coefficients(of: samples)
    let apart = try Liftering(coefficientCount: 13, lifter: 22).apply(to: plain)
    #expect(largestDifference(together, apart) < 1e-3)
    #expect(largestDifference(together, plain) > 1)
  }

  @Test func aRampHasAConstantSlope() throws {
    let ramp = FeatureMatrix(frameCount: 30, coefficientCount: 2, values: (0..<60).map { Float($0) })
    let slopes = try DeltaFilter().apply(to: ramp)
    #expect(slopes.values.allSatisfy { abs($0 - 2) < 1e-5 })
    #expect(try DeltaFilter(order: 2).apply(to: ramp).values.allSatisfy { abs($0) < 1e-4 })
  }
}
