import GenreFeatures
import Testing

/// Silence, whispers, thunder, and what is no sound at all.
@Suite struct DamagedInputTests {
  @Test func silenceIsMinusAHundredDecibels() throws {
    let mfcc = try MFCC()
    let silence = [Float](repeating: 0, count: 22_050)
    let decibels = try mfcc.melSpectrogram.decibels(of: silence)
    #expect(decibels.frameCount == 44)
    #expect(decibels.values.allSatisfy { abs($0 + 100) < 1e-4 })
    let matrix = try mfcc.coefficients(of: silence)
    for frame in 0..<44 {
      #expect(abs(matrix[frame, 0] + 100 * Float(128).squareRoot()) < 0.01)
      #expect((1..<13).allSatisfy { abs(matrix[frame, $0]) < 0.001 })
    }
  }

  @Test(arguments: [Float(1e-30), 1e-12, 1e-6, 1, 32768, 1e9, 1e15])
  func anyLoudnessIsFinite(gain: Float) throws {
    let samples = syntheticSignal(6000).map { $0 * gain }
    let matrix = try MFCC().coefficients(of: samples)
    #expect(matrix.values.allSatisfy { $0.isFinite })
  }

  @Test func loudnessOnlyMovesTheFirstCoefficient() throws {
    // Ten times the amplitude is 20 dB in every band, which is 20 sqrt(128) in coefficient 0.
    var noise = Noise(seed: 11)
    let samples = noise.samples(8192)
    let quiet = try MFCC().coefficients(of: samples)
    let loud = try MFCC().coefficients(of: samples.map { $0 * 10 })
    for frame in 0..<quiet.frameCount {
      #expect(abs(loud[frame, 0] - quiet[frame, 0] - 20 * Float(128).squareRoot()) < 0.01)
      #expect((1..<13).allSatisfy { abs(loud[frame, $0] - quiet[frame, $0]) < 0.01 })
    }
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity, .signalingNaN, 1e20, .greatestFiniteMagnitude])
  func samplesThatAreNoneAreNamed(bad: Float) throws {
    let mfcc = try MFCC()
    for position in [0, 1, 1023, 1024, 5000, 21_999] {
      var samples = syntheticSignal(22_000)
      samples[position] = bad
      let error = #expect(throws: FeatureError.self) { try mfcc.coefficients(of: samples) }
      #expect(error?.code == .nonFiniteSamples)
      // The first frame that holds the sample begins half a frame and the window's first zero before it.
      let first = max(0, (position - 1023 + 511) / 512)
      let named = (max(0, first - 1)...first + 1).contains {
        error?.message.contains("(frame \($0))") == true
      }
      #expect(named, "\(error?.message ?? "")")
    }
  }

  @Test func aStreamNamesTheFrameOfTheSignal() throws {
    var stream = try MelSpectrogram().stream()
    for _ in 0..<10 { _ = try stream.push([Float](repeating: 0.1, count: 5120)) }
    let error = #expect(throws: FeatureError.self) {
      try stream.push([Float](repeating: .nan, count: 5120))
    }
    #expect(error?.message.contains("(frame 99)") == true, "\(error?.message ?? "")")
  }

  @Test func theSpectrogramPassesNaNOn() throws {
    var samples = syntheticSignal(10_000)
    samples[9000] = .nan
    let power = try STFT().powerSpectrogram(of: samples)
    #expect(power.row(0).allSatisfy { $0.isFinite })
    #expect(power.row(17).allSatisfy { $0.isNaN })
  }

  @Test func theWrongShapeIsAnError() throws {
    let rows = FeatureMatrix(frameCount: 1, coefficientCount: 3, values: [1, 2, 3])
    let mfcc = try MFCC()
    let calls: [() throws -> FeatureMatrix] = [
      { try mfcc.coefficients(ofMelPower: rows) },
      { try MelFilterBank().apply(to: rows) },
      { try DiscreteCosineTransform(inputCount: 4, outputCount: 2).apply(to: rows) },
      { try Liftering(coefficientCount: 13, lifter: 22).apply(to: rows) },
      { try DeltaFilter().apply(to: rows) },
    ]
    for call in calls {
      let error = #expect(throws: FeatureError.self) { try call() }
      #expect(error?.code == .shapeMismatch)
    }
    let still = try DeltaFilter(edges: .nearest).apply(to: rows)
    #expect(still.values.allSatisfy { abs($0) < 1e-5 })
  }
}
