import Foundation
import GenreFeatures
import Testing

@Suite struct ConfigurationTests {
  private func changed(_ change: (inout MFCC.Configuration) -> Void) -> MFCC.Configuration {
    var configuration = MFCC.Configuration()
    change(&configuration)
    return configuration
  }

  @Test func theDefaultsAreLibrosas() throws {
    let mfcc = try MFCC()
    #expect(mfcc.configuration.mel.sampleRate == 22_050)
    #expect(mfcc.configuration.stft.fftLength == 2048 && mfcc.configuration.stft.hopLength == 512)
    #expect(mfcc.configuration.mel.bandCount == 128 && mfcc.configuration.coefficientCount == 13)
    #expect(mfcc.configuration.stft.frameCount(forSampleCount: 661_500) == 1292)
    #expect(mfcc.melSpectrogram.filterBank.emptyBands.isEmpty)
  }

  @Test func nonsenseIsRefusedByName() {
    let nonsense: [(String, MFCC.Configuration)] = [
      ("hop length", changed { $0.stft.hopLength = 0 }),
      ("hop length", changed { $0.stft.hopLength = -512 }),
      ("FFT length", changed { $0.stft.fftLength = 0 }),
      ("FFT length", changed { $0.stft.fftLength = 2047 }),
      ("FFT length", changed { $0.stft.fftLength = .max - 1 }),
      ("window length", changed { $0.stft.windowLength = 2049 }),
      ("window length", changed { $0.stft.windowLength = 0 }),
      ("FFT length", changed { $0.mel.fftLength = 1024 }),
      ("sample rate", changed { $0.mel.sampleRate = 0 }),
      ("sample rate", changed { $0.mel.sampleRate = .nan }),
      ("mel bands", changed { $0.mel.bandCount = 0 }),
      ("mel bands", changed { $0.mel.maximumFrequency = 11_026 }),
      ("mel bands", changed { $0.mel.minimumFrequency = -1 }),
      ("mel bands", changed { $0.mel.minimumFrequency = 12_000 }),
      ("mel bands", changed { $0.mel.maximumFrequency = .nan }),
      ("minimum power", changed { $0.decibels.minimumPower = 0 }),
      ("minimum power", changed { $0.decibels.minimumPower = 1e-40 }),
      ("reference", changed { $0.decibels.reference = -1 }),
      ("dynamic range", changed { $0.decibels.dynamicRange = -80 }),
      ("dynamic range", changed { $0.decibels.dynamicRange = .nan }),
      ("coefficients", changed { $0.coefficientCount = 129 }),
      ("coefficients", changed { $0.coefficientCount = 0 }),
      ("coefficients", changed { $0.coefficientCount = -1 }),
      ("lifter", changed { $0.lifter = -22 }),
      ("lifter", changed { $0.lifter = .infinity }),
    ]
    for (name, configuration) in nonsense {
      let error = #expect(throws: FeatureError.self) { try MFCC(configuration) }
      #expect(error?.code == .invalidConfiguration)
      #expect(error?.message.contains(name) == true, "\(error?.message ?? "")")
    }
  }

  @Test func emptyFiltersAreNamed() throws {
    let bank = try MelFilterBank(.init(fftLength: 256, bandCount: 128))
    #expect(!bank.emptyBands.isEmpty)
    let weights = bank.weights
    let empty = (0..<128).filter { weights.row($0).allSatisfy { $0 == 0 } }
    #expect(bank.emptyBands == empty)
    let narrow = try MelFilterBank(.init(bandCount: 1, minimumFrequency: 1, maximumFrequency: 2))
    #expect(narrow.emptyBands == [0])
  }

  @Test func jsonKeepsEverything() throws {
    let configuration = MFCC.Configuration(
      stft: .init(
        fftLength: 512, windowLength: 400, hopLength: 160, window: .hamming, isCentered: false,
        padding: .reflect),
      mel: .init(
        sampleRate: 16_000, fftLength: 512, bandCount: 40, minimumFrequency: 20, maximumFrequency: 7600,
        scale: .htk, normalization: .none),
      decibels: .init(reference: 2, minimumPower: 1e-8, dynamicRange: nil), coefficientCount: 20, lifter: 22)
    let data = try JSONEncoder().encode(configuration)
    #expect(try JSONDecoder().decode(MFCC.Configuration.self, from: data) == configuration)
    let mel = try JSONDecoder().decode(MelSpectrogram.Configuration.self, from: data)
    #expect(mel == configuration.melSpectrogram)
  }

  /// The wire format: renaming a key breaks every model file there is.
  @Test func jsonKeysAreStable() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let configuration = MFCC.Configuration(
      stft: .init(windowLength: 1024), mel: .init(maximumFrequency: 8000), decibels: .init(dynamicRange: nil))
    let json = String(decoding: try encoder.encode(configuration), as: UTF8.self)
    #expect(
      json == #"{"coefficientCount":13,"decibels":{"dynamicRange":null,"minimumPower":1e-10,"reference":1},"#
        + #""lifter":0,"mel":{"bandCount":128,"fftLength":2048,"maximumFrequency":8000,"minimumFrequency":0,"#
        + #""normalization":"slaney","sampleRate":22050,"scale":"slaney"},"stft":{"fftLength":2048,"#
        + #""hopLength":512,"isCentered":true,"padding":"zero","window":"hann","windowLength":1024}}"#)
  }

  @Test func absentKeysAreDefaults() throws {
    let decoder = JSONDecoder()
    #expect(try decoder.decode(MFCC.Configuration.self, from: Data("{}".utf8)) == MFCC.Configuration())
    let some = Data(#"{"stft":{"hopLength":256},"mel":{},"decibels":{"reference":2},"lifter":22}"#.utf8)
    let decoded = try decoder.decode(MFCC.Configuration.self, from: some)
    #expect(decoded == changed { ($0.stft.hopLength, $0.decibels.reference, $0.lifter) = (256, 2, 22) })
    #expect(throws: DecodingError.self) {
      try decoder.decode(MFCC.Configuration.self, from: Data(#"{"stft":{"window":"kaiser"}}"#.utf8))
    }
  }

  @Test func deltaParametersAreChecked() {
    for (width, order) in [(8, 1), (1, 1), (0, 1), (-3, 1), (3, 3), (9, 0), (9, 9), (1003, 1)] {
      #expect(throws: FeatureError.self) { try DeltaFilter(width: width, order: order) }
    }
  }
}
