internal import GenreBase

/// A safetensors file that is read a tensor at a time.
///
/// Opening reads and checks the header alone; a tensor's bytes are fetched when it is asked for, so that a cache of
/// hundreds of megabytes costs no more memory than the tensor in hand. Copies share one open file, which is closed
/// with the last of them; they may be used from several threads at once.
///
/// The format: <https://huggingface.co/docs/safetensors>. What it asks for is enforced: unique names, known element
/// types, offsets that agree with the shapes and cover the data exactly.
public struct SafetensorsFile: Sendable {
  /// The path it was opened from; nil for bytes in memory.
  public let path: String?
  private let header: SafetensorsHeader
  private let source: ByteSource
  private let dataStart: Int

  /// Opens a file.
  ///
  /// - Throws: ``SafetensorsError``, also for a folder, a pipe, or a file without permission.
  public init(path: String) throws(SafetensorsError) {
    let file = try SafetensorsError.translating { () throws(FileError) in try FileDescriptor(reading: path) }
    try self.init(source: .file(file), path: path)
  }

  /// Reads from bytes in memory; they are not copied.
  public init(bytes: [UInt8]) throws(SafetensorsError) {
    try self.init(source: .array(bytes), path: nil)
  }

  /// Reads from memory that stays valid and unchanged as long as the process runs, such as data compiled into it.
  public init(staticBytes: UnsafeRawBufferPointer) throws(SafetensorsError) {
    try self.init(source: .memory(.init(bytes: staticBytes)), path: nil)
  }

  private init(source: ByteSource, path: String?) throws(SafetensorsError) {
    self.source = source
    self.path = path
    do {
      (header, dataStart) = try Self.readHeader(of: source)
    } catch {
      throw error.at(path)
    }
  }

  private static func readHeader(of source: ByteSource) throws(SafetensorsError) -> (SafetensorsHeader, Int) {
    let size = try source.byteCount()
    guard size >= 8 else {
      let what = size == 0 ? "the file is empty" : "the file has only \(size) bytes"
      throw SafetensorsError(.notSafetensors, "\(what); a safetensors file was expected")
    }
    let length = try UInt64(littleEndian: source.values(count: 1, from: 0, initial: 0)[0])
    guard length >= 2, length <= SafetensorsHeader.longest else {
      throw SafetensorsError(.notSafetensors, "this is not a safetensors file (no header length in front)")
    }
    guard length <= size - 8 else {
      // The first byte tells a cut file from another kind of file whose first bytes happen to be a number.
      let opens = size > 8 ? try source.values(count: 1, from: 8, initial: UInt8(0))[0] : 0
      throw opens == UInt8(ascii: "{")
        ? SafetensorsError(.wrongSize, "the file is cut inside its header: copy it again")
        : SafetensorsError(.notSafetensors, "this is not a safetensors file (its header is not JSON)")
    }
    let start = 8 + Int(length)
    var parser = try SafetensorsHeaderParser(source.values(count: Int(length), from: 8, initial: 0))
    let header = try parser.parse()
    try header.validate(dataCount: size - start)
    return (header, start)
  }

  // MARK: What is there

  /// The strings beside the tensors.
  public var metadata: [String: String] { header.metadata }

  /// All tensors, sorted by name.
  public var entries: [SafetensorsEntry] { header.entries }

  /// The header's entry of a tensor; nil if there is none of that name.
  public func entry(named name: String) -> SafetensorsEntry? { header.entry(named: name) }

  // MARK: Reading

  /// The stored bytes of a tensor, in any element type.
  public func bytes(of name: String) throws(SafetensorsError) -> [UInt8] {
    let entry = try required(name)
    return try values(of: entry, initial: 0, count: entry.byteRange.count)
  }

  /// A tensor as floats: F32 as it is; F16 and BF16 exactly; F64 and integers to the nearest float.
  public func tensor(_ name: String) throws(SafetensorsError) -> Tensor {
    Tensor(shape: try required(name).shape, values: try floats(of: name))
  }

  /// The elements of a tensor as floats, row-major; converted as by ``tensor(_:)``.
  public func floats(of name: String) throws(SafetensorsError) -> [Float] {
    let entry = try required(name)
    switch entry.elementType {
    case .float32:
      let stored: [Float] = try values(of: entry, initial: 0)
      return UInt32(1).littleEndian == 1
        ? stored : stored.map { Float(bitPattern: $0.bitPattern.byteSwapped) }
    case .float64:
      return try values(of: entry, initial: UInt64(0)).map { Float(Double(bitPattern: $0.littleEndian)) }
    case .float16:
      return try values(of: entry, initial: UInt16(0)).map { HalfPrecision.single(fromHalf: $0.littleEndian) }
    case .bfloat16:
      return try values(of: entry, initial: UInt16(0)).map {
        HalfPrecision.single(fromBrain: $0.littleEndian)
      }
    case .uint64:
      return try values(of: entry, initial: UInt64(0)).map { Float($0.littleEndian) }
    case .boolean, .uint8, .int8, .uint16, .int16, .uint32, .int32, .int64:
      return try integers(of: name).map(Float.init)
    }
  }

  /// The elements of a tensor of integers or booleans, row-major.
  ///
  /// - Throws: ``SafetensorsError/Code/wrongElementType`` for floats and for a U64 that is larger than an `Int`.
  public func integers(of name: String) throws(SafetensorsError) -> [Int] {
    let entry = try required(name)
    switch entry.elementType {
    case .boolean, .uint8: return try values(of: entry, initial: UInt8(0)).map(Int.init)
    case .int8: return try values(of: entry, initial: Int8(0)).map(Int.init)
    case .uint16: return try values(of: entry, initial: UInt16(0)).map { Int($0.littleEndian) }
    case .int16: return try values(of: entry, initial: Int16(0)).map { Int($0.littleEndian) }
    case .uint32: return try values(of: entry, initial: UInt32(0)).map { Int($0.littleEndian) }
    case .int32: return try values(of: entry, initial: Int32(0)).map { Int($0.littleEndian) }
    case .int64: return try values(of: entry, initial: Int64(0)).map { Int($0.littleEndian) }
    case .uint64:
      let stored = try values(of: entry, initial: UInt64(0)).map(\.littleEndian)
      guard stored.allSatisfy({ $0 <= Int.max }) else {
        throw mismatch(entry, "hold values above \(Int.max)")
      }
      return stored.map(Int.init)
    case .float16, .bfloat16, .float32, .float64:
      throw mismatch(entry, "are \(entry.elementType.rawValue), where whole numbers were expected")
    }
  }

  private func required(_ name: String) throws(SafetensorsError) -> SafetensorsEntry {
    guard let entry = entry(named: name) else {
      throw SafetensorsError(.missingTensor, "the file has no tensor '\(name)'", path: path)
    }
    return entry
  }

  private func mismatch(_ entry: SafetensorsEntry, _ what: String) -> SafetensorsError {
    SafetensorsError(.wrongElementType, "the elements of tensor '\(entry.name)' \(what)", path: path)
  }

  private func values<Value: BitwiseCopyable>(
    of entry: SafetensorsEntry, initial: Value, count: Int? = nil
  ) throws(SafetensorsError) -> [Value] {
    let start = dataStart + entry.byteRange.lowerBound
    return try source.values(count: count ?? entry.elementCount, from: start, initial: initial)
  }
}
