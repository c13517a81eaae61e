import Foundation
import GRUNet
import GenreKit

/// A folder that is gone when its owner is.
final class Scratch {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "genrekit-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The path of a file in the folder.
  func path(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }

  /// Writes a file, and the folders on the way to it.
  @discardableResult
  func write(_ data: Data, to name: String) throws -> String {
    let url = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
    return path(name)
  }
}

/// Sounds and models made for a test.
enum Made {
  /// Noise through a slow tremolo, different for each seed.
  static func samples(seconds: Double, rate: Double = 22_050, seed: UInt64 = 1, level: Float = 0.2) -> [Float]
  {
    var generator = RandomGenerator(seed: seed)
    let beat = Double(seed % 5 + 1)
    return (0..<Int(seconds * rate)).map { index in
      let swell = Float(0.55 + 0.45 * sin(2 * .pi * beat * Double(index) / rate))
      return level * swell * Float.random(in: -1...1, using: &generator)
    }
  }

  /// A WAV file of 32-bit floats.
  static func wav(_ samples: [Float], rate: UInt32 = 22_050) -> Data {
    var bytes = Data("RIFF".utf8)
    func append(_ value: some FixedWidthInteger) {
      withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
    append(UInt32(36 + samples.count * 4))
    bytes += Data("WAVEfmt ".utf8)
    append(UInt32(16))
    append(UInt16(3))
    append(UInt16(1))
    append(rate)
    append(rate * 4)
    append(UInt16(4))
    append(UInt16(32))
    bytes += Data("data".utf8)
    append(UInt32(samples.count * 4))
    samples.forEach { append($0.bitPattern) }
    return bytes
  }

  /// A small untrained model.
  static func model(
    cell: RecurrentCellKind = .gru, labels: [String] = ["a", "b", "c"],
    calibration: Calibration = Calibration(),
    features: FeatureConfiguration = FeatureConfiguration()
  ) throws -> GenreModel {
    let width = features.coefficientCount
    let architecture = Architecture(
      inputSize: width, layers: [RecurrentLayer(cell: cell, hiddenSize: 12)], classCount: labels.count)
    let scales = (0..<width).map { Float(0.02 + 0.001 * Double($0)) }
    return try GenreModel(
      name: "made", labels: labels, features: features,
      standardization: Standardization(means: Array(repeating: -1, count: width), scales: scales),
      network: SequenceClassifier(architecture: architecture, seed: 5), calibration: calibration)
  }
}
