import Foundation
import GenreFeatures
import GenreKit
import GenreKitTestSupport
import GenreTestSupport
import GenreTraining
import Testing

@Suite("Features made from mel bands")
struct FeatureConversionTests {
  private func dataset(_ features: FeatureConfiguration) throws -> GenreDataset {
    let scratch = try Scratch()
    for (index, genre) in ["a", "b"].enumerated() {
      try scratch.write(
        Sound.floatWAV(Made.samples(seconds: 4, seed: UInt64(index + 1))), to: "\(genre)/1.wav")
    }
    return try GenreDataset(decoding: GenreFolder(scratch.root), features: features)
  }

  @Test("MFCCs of a mel cache are those of the sound")
  func mfcc() throws {
    let direct = try dataset(FeatureConfiguration())
    let converted = try dataset(FeatureConfiguration(kind: .mel)).converted(to: FeatureConfiguration())
    #expect(converted.features == direct.features)
    for (left, right) in zip(converted.items, direct.items) {
      #expect(left.features.frameCount == right.features.frameCount)
      for (a, b) in zip(left.features.values, right.features.values) { #expect(abs(a - b) < 1e-3) }
    }
  }

  @Test("Groups of bands are their means, from the sound and from a cache alike")
  func groups() throws {
    let bands = try dataset(FeatureConfiguration(kind: .mel))
    let wanted = FeatureConfiguration(kind: .mel, bandsPerGroup: 4)
    let direct = try dataset(wanted)
    #expect(wanted.coefficientCount == 32 && direct.items[0].features.coefficientCount == 32)
    #expect(try bands.converted(to: wanted).items.map(\.features) == direct.items.map(\.features))
    let row = bands.items[0].features.row(5)
    let mean = row.dropFirst(4).prefix(4).reduce(0, +) / 4
    #expect(abs(Array(direct.items[0].features.row(5))[1] - mean) < 1e-4)
  }

  @Test("What cannot be made is refused, with what can")
  func refusals() throws {
    let error = #expect(throws: GenreError.self) {
      try dataset(FeatureConfiguration()).converted(to: FeatureConfiguration(kind: .mel))
    }
    #expect(error?.code == .invalidData && error?.message.contains("all mel bands") == true)
    let groups = #expect(throws: GenreError.self) {
      try dataset(FeatureConfiguration(kind: .mel, bandsPerGroup: 3))
    }
    #expect(groups?.code == .invalidArgument && groups?.message.contains("128") == true)
  }

  @Test("The key for groups is written only where there are some, and read again")
  func json() throws {
    for count in [1, 2] {
      let configuration = FeatureConfiguration(kind: .mel, bandsPerGroup: count)
      let data = try JSONEncoder().encode(configuration)
      #expect(String(decoding: data, as: UTF8.self).contains("bandsPerGroup") == (count > 1))
      #expect(try JSONDecoder().decode(FeatureConfiguration.self, from: data) == configuration)
    }
  }
}
