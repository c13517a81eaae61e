#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A network in a safetensors file: its parameters under the names of ``ParameterLayout``, its architecture as JSON
/// under the metadata key `architecture`. Other tensors and keys may stand beside them.
extension SequenceClassifier {
  /// The metadata key of the architecture.
  public static let architectureKey = "architecture"

  /// Reads a network.
  ///
  /// - Throws: `invalidFile` when the architecture is missing or no architecture, `invalidArchitecture` when it cannot
  ///   be built, `invalidParameters` when a tensor is missing, of another shape, or holds a value that is not finite,
  ///   and `inputOutput` when the file cannot be read any more.
  public init(file: SafetensorsFile) throws(NetworkError) {
    try self.init(file: file, architecture: Self.architecture(of: file), prefix: "")
  }

  /// Reads one of several networks.
  ///
  /// - Parameters:
  ///   - architecture: What it is made of.
  ///   - prefix: What the names of its tensors begin with.
  /// - Throws: As ``init(file:)``.
  package init(
    file: SafetensorsFile, architecture: Architecture, prefix: String
  ) throws(NetworkError) {
    try architecture.validate()
    let layout = try ParameterLayout(architecture: architecture)
    try layout.requireParameters(in: file, prefix: prefix)
    var parameters = ParameterSet(layout: layout)
    for entry in layout.entries {
      let values = try Self.values(of: prefix + entry.name, in: file)
      parameters.values.replaceSubrange(entry.range, with: values)
    }
    try self.init(architecture: architecture, parameters: parameters)
  }

  /// The bytes of a file with the network.
  ///
  /// - Parameters:
  ///   - metadata: strings to store beside the architecture.
  ///   - elementType: `.float32`, or `.float16` or `.bfloat16` for half the size.
  public func safetensors(
    metadata: [String: String] = [:], as elementType: SafetensorsElementType = .float32
  ) throws(SafetensorsError) -> [UInt8] {
    try Safetensors.encode(parameters.tensors, metadata: metadataOfFile(metadata), as: elementType)
  }

  /// Writes a file with the network: beside `path` first, then renamed.
  ///
  /// - Parameters:
  ///   - path: the file; one that is there is replaced.
  ///   - metadata: strings to store beside the architecture.
  ///   - elementType: `.float32`, or `.float16` or `.bfloat16` for half the size.
  public func write(
    to path: String, metadata: [String: String] = [:], as elementType: SafetensorsElementType = .float32
  ) throws(SafetensorsError) {
    try Safetensors.write(
      parameters.tensors, metadata: metadataOfFile(metadata), as: elementType, to: path)
  }

  private static func architecture(of file: SafetensorsFile) throws(NetworkError) -> Architecture {
    guard let text = file.metadata[architectureKey] else {
      throw NetworkError(
        .invalidFile, "the file has no network: its metadata have no '\(architectureKey)'")
    }
    do {
      return try JSONDecoder().decode(Architecture.self, from: Data(text.utf8))
    } catch {
      throw NetworkError(
        .invalidFile, "the '\(architectureKey)' in the file's metadata is not a valid architecture")
    }
  }

  private static func values(of name: String, in file: SafetensorsFile) throws(NetworkError) -> [Float] {
    let values: [Float]
    do {
      values = try file.floats(of: name)
    } catch {
      throw NetworkError(.inputOutput, error.description)
    }
    guard values.allSatisfy(\.isFinite) else {
      throw NetworkError(.invalidParameters, "the parameter \(name) holds a value that is not finite")
    }
    return values
  }

  private func metadataOfFile(_ metadata: [String: String]) throws(SafetensorsError) -> [String: String] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      let json = String(decoding: try encoder.encode(architecture), as: UTF8.self)
      return metadata.merging([Self.architectureKey: json]) { _, own in own }
    } catch {
      throw SafetensorsError(.invalidHeader, "the architecture holds a number that JSON cannot")
    }
  }
}
