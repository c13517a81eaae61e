import GRUNet

extension GenreModel {
  /// The value of the key `format` in the metadata of a model file.
  static let format = "genre-model/1"

  private enum Key {
    static let means = "standardization.means"
    static let scales = "standardization.scales"
    static let removesLevel = "removesLevel"
    static let rejectsOutOfScope = "rejectsOutOfScope"
    static let networkCount = "networks"
  }

  /// Reads a model file (`Docs/Formats.md`).
  ///
  /// - Throws: ``GenreError``: `notFound`, `unreadable`, or `invalidModel` for a file that is cut, damaged, of other
  ///   shapes, or no model at all.
  public init(contentsOf path: String) throws(GenreError) {
    guard FileStatus.exists(path) else {
      let names = Self.bundledNames.joined(separator: ", ")
      throw GenreError(
        .notFound, "no such model file; check the path, or choose a bundled model: \(names)", path: path)
    }
    do throws(GenreError) {
      try self.init(SafetensorsFile.open(path))
    } catch {
      throw GenreError(error.code, error.message, path: path)
    }
  }

  /// Reads a model that is compiled in.
  init(bytes: UnsafeRawBufferPointer) throws(GenreError) {
    try self.init(SafetensorsFile.open(staticBytes: bytes))
  }

  private init(_ file: SafetensorsFile) throws(GenreError) {
    let metadata = file.metadata
    guard let format = metadata["format"], format.hasPrefix("genre-model/") else {
      throw GenreError(
        .invalidModel, "a safetensors file, but not a genre model; give a file that a training has written")
    }
    guard format == Self.format else {
      throw GenreError(
        .invalidModel,
        "the model has the format \(format), and this version reads \(Self.format); update, or train the model again"
      )
    }
    let features: FeatureConfiguration = try Self.decode("features", in: metadata)
    do throws(GenreError) { try features.validate() } catch {
      throw GenreError(.invalidModel, error.message)
    }
    try self.init(
      name: metadata["name"] ?? "unnamed",
      labels: try Self.decode("labels", in: metadata), features: features,
      grid: try Self.decodeIfPresent("segments", in: metadata) ?? SegmentGrid(),
      standardization: try Self.standardization(in: file), networks: Self.networks(in: file),
      rejectsOutOfScope: try Self.decodeIfPresent(Key.rejectsOutOfScope, in: metadata) ?? false,
      calibration: try Self.decodeIfPresent("calibration", in: metadata) ?? Calibration(),
      provenance: try Self.decodeIfPresent("provenance", in: metadata))
  }

  /// Writes the model: beside `path` first, then renamed onto it.
  ///
  /// - Parameter halvesPrecision: Whether numbers are stored with 16 bits instead of 32: half the size, three digits.
  /// - Throws: ``GenreError`` with code `unwritable`.
  public func write(to path: String, halvesPrecision: Bool = false) throws(GenreError) {
    var tensors: [String: Tensor] = [:]
    for (index, network) in networks.enumerated() {
      for (name, tensor) in network.parameters.tensors {
        tensors[Self.prefix(ofNetwork: index) + name] = tensor
      }
    }
    let shape = [features.coefficientCount]
    tensors[Key.means] = Tensor(shape: shape, values: standardization.means)
    tensors[Key.scales] = Tensor(shape: shape, values: standardization.scales)
    let metadata = try metadata()
    try Safetensors.save(
      tensors, metadata: metadata, as: halvesPrecision ? .float16 : .float32, to: path)
  }

  private func metadata() throws(GenreError) -> [String: String] {
    var metadata = [
      "format": Self.format, "name": name,
      "architecture": try JSONText.encode(network.architecture),
      "labels": try JSONText.encode(labels),
      "features": try JSONText.encode(features),
      "segments": try JSONText.encode(grid),
      "calibration": try JSONText.encode(calibration),
    ]
    if networks.count > 1 { metadata[Key.networkCount] = "\(networks.count)" }
    if rejectsOutOfScope { metadata[Key.rejectsOutOfScope] = "true" }
    if standardization.removesLevel { metadata[Key.removesLevel] = "true" }
    if let provenance { metadata["provenance"] = try JSONText.encode(provenance) }
    return metadata
  }

  // MARK: Parts of the file

  private static func decode<Value: Decodable>(
    _ key: String, in metadata: [String: String]
  ) throws(GenreError) -> Value {
    guard let value: Value = try decodeIfPresent(key, in: metadata) else {
      throw GenreError(.invalidModel, "the model file has no '\(key)'; train the model again")
    }
    return value
  }

  private static func decodeIfPresent<Value: Decodable>(
    _ key: String, in metadata: [String: String]
  ) throws(GenreError) -> Value? {
    guard let text = metadata[key] else { return nil }
    do throws(GenreError) {
      return try JSONText.decode(Value.self, from: text, what: "'\(key)' in the model file")
    } catch {
      throw GenreError(.invalidModel, error.message)
    }
  }

  /// The prefix of the tensor names of a network; empty for the first.
  private static func prefix(ofNetwork index: Int) -> String { index == 0 ? "" : "networks.\(index)." }

  private static func networks(in file: SafetensorsFile) throws(GenreError) -> [SequenceClassifier] {
    let architecture: Architecture = try decode("architecture", in: file.metadata)
    let count: Int = try decodeIfPresent(Key.networkCount, in: file.metadata) ?? 1
    guard (1...64).contains(count) else {
      throw GenreError(.invalidModel, "the model file has \(count) networks; there must be 1 to 64")
    }
    var networks: [SequenceClassifier] = []
    for index in 0..<count {
      networks.append(
        try SequenceClassifier.read(from: file, architecture: architecture, prefix: prefix(ofNetwork: index)))
    }
    return networks
  }

  private static func standardization(in file: SafetensorsFile) throws(GenreError) -> Standardization? {
    guard file.entry(named: Key.means) != nil || file.entry(named: Key.scales) != nil else { return nil }
    let means = try file.read(Key.means).values
    let scales = try file.read(Key.scales).values
    guard means.count == scales.count else {
      throw GenreError(
        .invalidModel, "the standardisation has \(means.count) means, but \(scales.count) scales")
    }
    return Standardization(
      means: means, scales: scales,
      removesLevel: try decodeIfPresent(Key.removesLevel, in: file.metadata) ?? false)
  }
}
