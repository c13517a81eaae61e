import Foundation
import GenreFeatures
import Testing

/// The results in Tests/Fixtures/Features, made by Tools/goldens/make_feature_goldens.py.
struct Goldens: Sendable {
  /// One result of librosa's.
  struct Case: Sendable, CustomTestStringConvertible {
    let kind: String
    /// JSON, in the package's own form.
    let configuration: Data
    let sampleCount: Int
    let tolerance: Float
    let expected: FeatureMatrix

    var testDescription: String {
      "\(kind) \(String(decoding: configuration, as: UTF8.self)) of \(sampleCount)"
    }

    func decoded<Value: Decodable>(_ type: Value.Type) throws -> Value {
      try JSONDecoder().decode(type, from: configuration)
    }

    /// The greatest difference from a result; infinite when the shapes differ or something is not a number.
    func difference(from matrix: FeatureMatrix) -> Float {
      largestDifference(matrix, expected)
    }
  }

  static let all: [Case] = {
    do { return try load() } catch { return [] }
  }()

  static func of(_ kind: String) -> [Case] { all.filter { $0.kind == kind } }

  private static func load() throws -> [Case] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Fixtures/Features")
    let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent("goldens.npy")))
    let values = try NPYFile.decode(bytes).values
    let json = try JSONSerialization.jsonObject(
      with: Data(contentsOf: folder.appendingPathComponent("goldens.json")))
    return try (json as? [[String: Any]] ?? []).compactMap { entry in
      guard let kind = entry["kind"] as? String, let configuration = entry["configuration"],
        let samples = entry["sampleCount"] as? Int, let frames = entry["frameCount"] as? Int,
        let columns = entry["coefficientCount"] as? Int, let offset = entry["offset"] as? Int,
        let tolerance = entry["tolerance"] as? Double
      else { return nil }
      return Case(
        kind: kind,
        configuration: try JSONSerialization.data(withJSONObject: configuration, options: .sortedKeys),
        sampleCount: samples, tolerance: Float(tolerance),
        expected: FeatureMatrix(
          frameCount: frames, coefficientCount: columns,
          values: Array(values[offset..<offset + frames * columns])))
    }
  }
}

/// The greatest difference of two matrices; infinite when the shapes differ or something is not a number.
func largestDifference(_ a: FeatureMatrix, _ b: FeatureMatrix) -> Float {
  guard a.frameCount == b.frameCount, a.coefficientCount == b.coefficientCount else { return .infinity }
  return zip(a.values, b.values).reduce(0) { largest, pair in
    let difference = abs(pair.0 - pair.1)
    return difference.isNaN ? .infinity : max(largest, difference)
  }
}
