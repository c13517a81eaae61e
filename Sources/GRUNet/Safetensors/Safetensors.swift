internal import GenreBase

/// Writing safetensors files whose tensors are all in memory; ``SafetensorsFile`` reads them and
/// ``SafetensorsWriter`` writes what is too large for memory.
public enum Safetensors {
  /// The bytes of a file. The same tensors and metadata give the same bytes: everything is sorted by name.
  ///
  /// - Parameters:
  ///   - tensors: the tensors by name.
  ///   - metadata: strings beside them.
  ///   - elementType: `.float32`, `.float16` or `.bfloat16` for all of them.
  public static func encode(
    _ tensors: [String: Tensor], metadata: [String: String] = [:],
    as elementType: SafetensorsElementType = .float32
  ) throws(SafetensorsError) -> [UInt8] {
    var data: [UInt8] = []
    var entries: [SafetensorsEntry] = []
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      let bytes = try encode(tensor.values, as: elementType, name: name)
      guard name != SafetensorsHeader.metadataKey,
        SafetensorsEntry.byteCount(shape: tensor.shape, elementType: elementType) == bytes.count
      else {
        throw SafetensorsError(.invalidTensor, "tensor '\(name)' has a reserved name or a wrong shape")
      }
      let range = data.count..<data.count + bytes.count
      entries.append(
        SafetensorsEntry(name: name, elementType: elementType, shape: tensor.shape, byteRange: range))
      data += bytes
    }
    return SafetensorsHeader(entries: entries, metadata: metadata).encoded() + data
  }

  /// Writes a file: beside `path` first, then renamed onto it, so that nobody ever sees half of it.
  public static func write(
    _ tensors: [String: Tensor], metadata: [String: String] = [:],
    as elementType: SafetensorsElementType = .float32, to path: String
  ) throws(SafetensorsError) {
    do {
      let bytes = try encode(tensors, metadata: metadata, as: elementType)
      try SafetensorsError.translating { () throws(FileError) in try AtomicFile.write(bytes, to: path) }
    } catch {
      throw error.at(path)
    }
  }

  /// The little-endian bytes of floats.
  static func encode(
    _ values: [Float], as elementType: SafetensorsElementType, name: String
  ) throws(SafetensorsError) -> [UInt8] {
    switch elementType {
    case .float32: bytes(of: values.map(\.bitPattern.littleEndian))
    case .float16: bytes(of: values.map { HalfPrecision.half(fromSingle: $0).littleEndian })
    case .bfloat16: bytes(of: values.map { HalfPrecision.brain(fromSingle: $0).littleEndian })
    default:
      throw SafetensorsError(
        .wrongElementType, "tensor '\(name)' holds floats, which are stored as F32, F16 or BF16 only")
    }
  }

  private static func bytes<Value: BitwiseCopyable>(of values: [Value]) -> [UInt8] {
    values.withUnsafeBytes(Array.init)
  }
}
