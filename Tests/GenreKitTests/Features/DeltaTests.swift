import Foundation
import GenreFeatures
import GenreKit
import GenreKitTestSupport
import GenreTestSupport
import Testing

@Suite("Deltas beside the coefficients")
struct DeltaTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func features(
    _ deltas: DeltaFeatures?, kind: FeatureConfiguration.Kind = .mfcc, block: Double = 1
  ) -> FeatureConfiguration {
    var configuration = FeatureConfiguration(kind: kind, blockDuration: block)
    configuration.deltas = deltas
    return configuration
  }

  private func columns(_ matrix: FeatureMatrix, _ range: Range<Int>) -> [Float] {
    (0..<matrix.frameCount).flatMap { Array(matrix.row($0))[range] }
  }

  @Test(
    "Over a piece of many blocks they are those of the piece as a whole, to the bit",
    arguments: [
      (1, 9, FeatureConfiguration.Kind.mfcc), (2, 9, .mfcc), (2, 3, .mfcc), (1, 101, .mfcc), (2, 9, .mel),
    ])
  func exact(orders: Int, width: Int, kind: FeatureConfiguration.Kind) throws {
    let path = try scratch.write(Sound.floatWAV(Made.samples(seconds: 9.7)), to: "a.wav")
    let plain = try FeatureExtractor(features(nil, kind: kind)).features(contentsOf: path).matrix
    let configuration = features(DeltaFeatures(orders: orders, width: width), kind: kind)
    let joined = try FeatureExtractor(configuration).features(contentsOf: path).matrix
    let count = plain.coefficientCount
    #expect(
      joined.coefficientCount == count * (1 + orders)
        && configuration.coefficientCount == count * (1 + orders))
    #expect(joined.frameCount == plain.frameCount && columns(joined, 0..<count) == plain.values)
    for order in 1...orders {
      let expected = try DeltaFilter(width: width, order: order).apply(to: plain)
      #expect(columns(joined, count * order..<count * (order + 1)) == expected.values)
    }
  }

  @Test("A piece shorter than the window repeats its first and last frame", arguments: [100, 2_000])
  func short(samples: Int) throws {
    let path = try scratch.write(Sound.floatWAV(Array(Made.samples(seconds: 1).prefix(samples))), to: "a.wav")
    let plain = try FeatureExtractor(features(nil)).features(contentsOf: path).matrix
    let joined = try FeatureExtractor(features(DeltaFeatures(orders: 2))).features(contentsOf: path).matrix
    #expect(plain.frameCount < 9 && joined.frameCount == plain.frameCount)
    for order in 1...2 {
      let expected = try DeltaFilter(order: order, edges: .nearest).apply(to: plain)
      #expect(columns(joined, 13 * order..<13 * (order + 1)) == expected.values)
    }
  }

  @Test("A model that hears them hears them from its file, too, and in every window")
  func model() throws {
    let model = try Made.model(features: features(DeltaFeatures(orders: 2, width: 5), block: 30))
    try model.write(to: scratch.path("m.safetensors"))
    let read = try GenreModel(contentsOf: scratch.path("m.safetensors"))
    #expect(read.features == model.features && read.features.coefficientCount == 39)
    let path = try scratch.write(Sound.floatWAV(Made.samples(seconds: 7)), to: "a.wav")
    let heard = try GenreClassifier(model: read).classify(contentsOf: path)
    #expect(heard.segments.count == 3)
  }

  @Test("Without deltas the JSON is what it was before there were any; with nonsense it is refused")
  func json() throws {
    let text = String(decoding: try JSONEncoder().encode(FeatureConfiguration()), as: UTF8.self)
    #expect(!text.contains("deltas"))
    let sparse = try JSONDecoder().decode(FeatureConfiguration.self, from: Data(#"{"deltas": {}}"#.utf8))
    #expect(sparse.deltas == DeltaFeatures(orders: 1, width: 9))
    for (orders, width) in [(0, 9), (3, 9), (Int.max, 9), (1, 8), (2, 1)] {
      let configuration = features(DeltaFeatures(orders: orders, width: width))
      let error = #expect(throws: GenreError.self) { try FeatureExtractor(configuration) }
      #expect(error?.code == .invalidArgument)
    }
  }
}
