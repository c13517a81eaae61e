import Foundation
import GRUNet
import GenreKit

/// Sounds and models made for a test.
package enum Made {
  /// Noise through a slow tremolo, different for each seed.
  package static func samples(seconds: Double, rate: Double = 22_050, seed: UInt64 = 1, level: Float = 0.2)
    -> [Float]
  {
    var generator = RandomGenerator(seed: seed)
    let beat = Double(seed % 5 + 1)
    return (0..<Int(seconds * rate)).map { index in
      let swell = Float(0.55 + 0.45 * sin(2 * .pi * beat * Double(index) / rate))
      return level * swell * Float.random(in: -1...1, using: &generator)
    }
  }

  /// A small untrained model.
  package static func model(
    cell: RecurrentCellKind = .gru, labels: [String] = ["a", "b", "c"],
    calibration: Calibration = Calibration(),
    features: FeatureConfiguration = FeatureConfiguration(), rejectsOutOfScope: Bool = false
  ) throws -> GenreModel {
    let width = features.coefficientCount
    let architecture = Architecture(
      inputSize: width, layers: [RecurrentLayer(cell: cell, hiddenSize: 12)],
      classCount: labels.count + (rejectsOutOfScope ? 1 : 0))
    let scales = (0..<width).map { Float(0.02 + 0.001 * Double($0)) }
    return try GenreModel(
      name: "made", labels: labels, features: features,
      standardization: Standardization(means: Array(repeating: -1, count: width), scales: scales),
      networks: [SequenceClassifier(architecture: architecture, seed: 5)],
      rejectsOutOfScope: rejectsOutOfScope, calibration: calibration)
  }
}
