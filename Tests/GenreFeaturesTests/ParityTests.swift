import GenreFeatures
import Testing

/// Against librosa in double precision, over grids of configurations; every case states its tolerance.
@Suite struct ParityTests {
  @Test func goldensAreThere() {
    #expect(Goldens.of("mfcc").count == 94)
    #expect(Goldens.all.count == 124)
  }

  @Test(arguments: Goldens.of("mfcc"))
  func mfcc(_ golden: Goldens.Case) throws {
    let mfcc = try MFCC(golden.decoded(MFCC.Configuration.self))
    let matrix = try mfcc.coefficients(of: syntheticSignal(golden.sampleCount))
    #expect(golden.difference(from: matrix) <= golden.tolerance)
  }

  @Test(arguments: Goldens.of("mel"))
  func melDecibels(_ golden: Goldens.Case) throws {
    let mel = try MelSpectrogram(golden.decoded(MelSpectrogram.Configuration.self))
    let matrix = try mel.decibels(of: syntheticSignal(golden.sampleCount))
    let everyThird = stride(from: 0, to: matrix.frameCount, by: 3).flatMap { matrix.row($0) }
    let kept = FeatureMatrix(
      frameCount: everyThird.count / 128, coefficientCount: 128, values: everyThird)
    #expect(golden.difference(from: kept) <= golden.tolerance)
  }

  @Test(arguments: Goldens.of("power"))
  func powerSpectrogram(_ golden: Goldens.Case) throws {
    let stft = try STFT(golden.decoded(STFT.Configuration.self))
    let matrix = stft.powerSpectrogram(of: syntheticSignal(golden.sampleCount))
    #expect(golden.difference(from: matrix) <= golden.tolerance)
  }

  @Test(arguments: zip(Goldens.of("real"), Goldens.of("imaginary")))
  func spectrogram(_ real: Goldens.Case, _ imaginary: Goldens.Case) throws {
    let stft = try STFT(real.decoded(STFT.Configuration.self))
    let spectrum = stft.spectrogram(of: syntheticSignal(real.sampleCount))
    #expect(real.difference(from: spectrum.real) <= real.tolerance)
    #expect(imaginary.difference(from: spectrum.imaginary) <= imaginary.tolerance)
  }

  @Test(arguments: Goldens.of("weights"))
  func filterWeights(_ golden: Goldens.Case) throws {
    let bank = try MelFilterBank(golden.decoded(MelFilterBank.Configuration.self))
    #expect(golden.difference(from: bank.weights) <= golden.tolerance)
  }

  @Test(arguments: Goldens.of("delta"))
  func deltas(_ golden: Goldens.Case) throws {
    struct Parameters: Decodable {
      var width: Int
      var order: Int
      var edges: DeltaFilter.Edges
    }
    let parameters = try golden.decoded(Parameters.self)
    let filter = try DeltaFilter(width: parameters.width, order: parameters.order, edges: parameters.edges)
    let input = try #require(Goldens.of("deltaInput").first).expected
    #expect(golden.difference(from: try filter.apply(to: input)) <= golden.tolerance)
  }
}
