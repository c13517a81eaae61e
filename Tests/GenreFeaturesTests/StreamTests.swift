import GenreFeatures
import Testing

/// A stream gives the bits of the whole-signal call, however the signal is cut.
@Suite struct StreamTests {
  static let framings: [STFT.Configuration] = [256, 400].flatMap { length in
    [50, 100, 256, 401, 1000].flatMap { hop in
      [
        STFT.Configuration(fftLength: length, hopLength: hop),
        STFT.Configuration(fftLength: length, hopLength: hop, padding: .reflect),
        STFT.Configuration(fftLength: length, hopLength: hop, isCentered: false),
      ]
    }
  }

  private func spectrogram(_ stft: STFT.Configuration) throws -> MelSpectrogram {
    try MelSpectrogram(.init(stft: stft, mel: .init(fftLength: stft.fftLength, bandCount: 21)))
  }

  private func streamed(_ mel: MelSpectrogram, _ samples: [Float], cuts: [Int]) throws -> [Float] {
    var stream = mel.stream()
    var rows: [Float] = []
    var position = 0
    var turn = 0
    while position < samples.count {
      let end = min(position + cuts[turn % cuts.count], samples.count)
      rows += try stream.push(Array(samples[position..<end])).values
      position = end
      turn += 1
    }
    rows += try stream.finish().values
    #expect(stream.frameCount * 21 == rows.count)
    return rows
  }

  @Test(arguments: framings)
  func cutsDoNotMatter(_ stft: STFT.Configuration) throws {
    let mel = try spectrogram(stft)
    for count in [1, 2, 99, 128, 129, 130, 200, 201, 256, 257, 399, 400, 401, 1000, 4321] {
      let samples = syntheticSignal(count)
      let whole = try mel.power(of: samples)
      #expect(whole.frameCount == stft.frameCount(forSampleCount: count))
      for cuts in [[1], [7], [64, 3, 0, 200], [255], [256], [257], [399, 2], [1024], [4000, 1]] {
        #expect(try streamed(mel, samples, cuts: cuts) == whole.values, "\(count) samples cut at \(cuts)")
      }
    }
  }

  @Test func defaultsOverSeconds() throws {
    let mfcc = try MFCC()
    let samples = syntheticSignal(150_001)
    var stream = mfcc.stream()
    var rows: [Float] = []
    for start in stride(from: 0, to: samples.count, by: 22_050) {
      rows += try stream.push(Array(samples[start..<min(start + 22_050, samples.count)])).values
    }
    rows += try stream.finish().values
    let power = try mfcc.melSpectrogram.power(of: samples)
    #expect(rows == power.values)
    #expect(try mfcc.coefficients(ofMelPower: power) == mfcc.coefficients(of: samples))
  }

  @Test func aFrameDoesNotDependOnItsNeighbours() throws {
    let mel = try MelSpectrogram(.init(stft: .init(isCentered: false)))
    let samples = syntheticSignal(40_000)
    let whole = try mel.power(of: samples)
    for frame in [0, 1, 15, 16, 17, 30] {
      let alone = try mel.power(of: Array(samples[frame * 512..<frame * 512 + 2048]))
      #expect(alone.values == Array(whole.row(frame)))
    }
  }

  @Test func aCopyGoesOnByItself() throws {
    let mel = try MelSpectrogram()
    var stream = mel.stream()
    _ = try stream.push(syntheticSignal(5000))
    var copy = stream
    _ = try stream.push([Float](repeating: 0.5, count: 3000))
    _ = try copy.finish()
    _ = try stream.finish()
    #expect(copy.frameCount == 1 + 5000 / 512)
    #expect(stream.frameCount == 1 + 8000 / 512)
  }

  @Test func nothingComesOfNothing() throws {
    for padding in STFT.Padding.allCases {
      let mfcc = try MFCC(.init(stft: .init(padding: padding)))
      var stream = mfcc.stream()
      #expect(try stream.push([]).frameCount == 0)
      #expect(try stream.finish().frameCount == 0)
      #expect(try mfcc.coefficients(of: []).frameCount == 0)
    }
  }
}
