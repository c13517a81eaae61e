import Foundation
import GRUNet

/// A file that Tools/goldens/make_network_goldens.py made.
struct Golden {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Fixtures/Network").path

  static let networks = [
    "gru_last", "gru_both_attention", "gru_reset_before_mean", "gru_reset_before_both_last", "lstm_last",
    "lstm_both_attention_and_mean", "lstm_mean", "mixed_attention", "convolutional_gru",
    "convolutional_lstm", "averaged_convolutional_gru",
  ]

  let file: SafetensorsFile

  init(_ name: String) throws {
    file = try SafetensorsFile(path: "\(Self.folder)/\(name).safetensors")
  }

  /// The tensors called `PREFIX.NAME`, by NAME.
  func tensors(_ prefix: String) throws -> [String: Tensor] {
    var out: [String: Tensor] = [:]
    for entry in file.entries where entry.name.hasPrefix(prefix + ".") {
      out[String(entry.name.dropFirst(prefix.count + 1))] = try file.tensor(entry.name)
    }
    return out
  }

  /// The parameters before training, by name.
  func parameters() throws -> [String: Tensor] {
    var out: [String: Tensor] = [:]
    for name in try tensors("grad").keys { out[name] = try file.tensor(name) }
    return out
  }

  /// The network before training.
  func network() throws -> SequenceClassifier {
    let architecture = try json("architecture", as: Architecture.self)
    let layout = try ParameterLayout(architecture: architecture)
    return try SequenceClassifier(
      architecture: architecture, parameters: ParameterSet(layout: layout, tensors: parameters()))
  }

  /// The batch as sequences to train on, each as long as it is.
  func sequences(classCount: Int) throws -> LabelledSequences {
    let inputs = try file.tensor("inputs")
    let targets = try file.floats(of: "targets")
    let (steps, features) = (inputs.shape[1], inputs.shape[2])
    var sequences = LabelledSequences(featureCount: features, classCount: classCount)
    for (index, length) in try file.integers(of: "lengths").enumerated() {
      let values = inputs.values[index * steps * features..<(index * steps + length) * features]
      try sequences.append(
        Array(values), probabilities: Array(targets[index * classCount..<(index + 1) * classCount]))
    }
    return sequences
  }

  func json<Value: Decodable>(_ key: String, as type: Value.Type) throws -> Value {
    try JSONDecoder().decode(type, from: Data((file.metadata[key] ?? "").utf8))
  }
}
