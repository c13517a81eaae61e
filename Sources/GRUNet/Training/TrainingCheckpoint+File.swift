#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// One safetensors file. Tensors: `parameters.NAME`, `first.NAME` and `second.NAME` (the optimiser's moments), and
/// where there are such `average.NAME` and `best.NAME`. Metadata: `format`, and as JSON `architecture`,
/// `configuration` and `state`.
extension TrainingCheckpoint {
  private static let format = "genre-checkpoint/1"

  /// What the metadata's `state` holds.
  private struct Record: Codable {
    var position: TrainingState.Position
    var history: TrainingHistory
    var optimizerSteps: Int
    var averageSteps: Int?
    var dataSize: DataSize
  }

  /// Writes the checkpoint: beside `path` first, then renamed, so that a killed run leaves the one before.
  public func write(to path: String) throws(SafetensorsError) {
    try Safetensors.write(tensors, metadata: metadata(), to: path)
  }

  /// Reads a checkpoint.
  ///
  /// - Throws: ``TrainingError/Code/invalidCheckpoint`` when the file is not one, is damaged, or contradicts itself.
  public init(contentsOf path: String) throws(TrainingError) {
    do {
      try self.init(file: SafetensorsFile(path: path))
    } catch let error as SafetensorsError {
      throw TrainingError(.invalidCheckpoint, error.description)
    } catch let error as NetworkError {
      throw TrainingError(.invalidCheckpoint, "\(path): \(error.message)")
    } catch {
      throw TrainingError(.invalidCheckpoint, "\(path): not a training checkpoint")
    }
  }

  private init(file: SafetensorsFile) throws {
    guard file.metadata["format"] == Self.format else {
      throw SafetensorsError(
        .invalidHeader, "not a training checkpoint (\(Self.format))", path: file.path)
    }
    let architecture: Architecture = try Self.decode(file.metadata["architecture"])
    let configuration: Trainer.Configuration = try Self.decode(file.metadata["configuration"])
    let record: Record = try Self.decode(file.metadata["state"])
    let layout = try ParameterLayout(architecture: architecture)
    func values(_ prefix: String) throws -> [Float] { try Self.parameters(prefix, layout, file).values }
    guard
      let optimizer = try OptimizerState(
        stepCount: record.optimizerSteps, firstMoments: values("first"), secondMoments: values("second")),
      (record.averageSteps == nil) == (configuration.averaging == nil),
      record.position.isPlausible, (0..<1 << 48).contains(record.optimizerSteps),
      (0..<1 << 48).contains(record.averageSteps ?? 0), record.history.epochs.count == record.position.epoch
    else {
      throw SafetensorsError(.invalidHeader, "the checkpoint contradicts itself", path: file.path)
    }
    var average: WeightAverage?
    if let steps = record.averageSteps, let decay = configuration.averaging {
      average = try WeightAverage(decay: decay, values: values("average"), stepCount: steps)
    }
    let best = try record.history.bestEpoch == nil ? nil : values("best")
    self.init(
      architecture: architecture, configuration: configuration,
      parameters: try Self.parameters("parameters", layout, file),
      state: TrainingState(
        position: record.position, history: record.history, optimizer: optimizer, average: average,
        bestParameters: best), dataSize: record.dataSize)
  }

  private var tensors: [String: Tensor] {
    var out: [String: Tensor] = [:]
    func add(_ values: [Float]?, as prefix: String) {
      guard let values else { return }
      for entry in parameters.layout.entries {
        out["\(prefix).\(entry.name)"] = Tensor(shape: entry.shape, values: Array(values[entry.range]))
      }
    }
    add(parameters.values, as: "parameters")
    add(state.optimizer.firstMoments, as: "first")
    add(state.optimizer.secondMoments, as: "second")
    add(state.average?.values, as: "average")
    add(state.bestParameters, as: "best")
    return out
  }

  private func metadata() throws(SafetensorsError) -> [String: String] {
    let record = Record(
      position: state.position, history: state.history, optimizerSteps: state.optimizer.stepCount,
      averageSteps: state.average?.stepCount, dataSize: dataSize)
    do {
      return [
        "format": Self.format, "architecture": try Self.encode(architecture),
        "configuration": try Self.encode(configuration), "state": try Self.encode(record),
      ]
    } catch {
      throw SafetensorsError(.invalidHeader, "the state holds a number that JSON cannot")
    }
  }

  private static func parameters(
    _ prefix: String, _ layout: ParameterLayout, _ file: SafetensorsFile
  ) throws -> ParameterSet {
    var tensors: [String: Tensor] = [:]
    for entry in layout.entries { tensors[entry.name] = try file.tensor("\(prefix).\(entry.name)") }
    return try ParameterSet(layout: layout, tensors: tensors)
  }

  private static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  private static func decode<Value: Decodable>(_ text: String?) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data((text ?? "").utf8))
  }
}
