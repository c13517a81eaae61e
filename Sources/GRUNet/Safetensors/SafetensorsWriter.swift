internal import GenreBase

/// Writes a safetensors file a tensor at a time, for data that should not be in memory all at once.
///
/// The header stands in front and is known only at the end, so the tensors go to a nameless file in the same folder
/// first. ``finish()`` writes header and data beside the destination, waits for the disk, and renames: a killed
/// process leaves the destination untouched. Nothing is written if the writer is dropped unfinished. The same calls
/// give the same bytes. Data lie in the order of the calls; start with the widest element type to keep each tensor
/// aligned for readers that map the file.
///
/// An instance belongs to one task; it is not `Sendable`.
public final class SafetensorsWriter {
  /// The strings beside the tensors; they are written by ``finish()``, so what is known last can be added last.
  public var metadata: [String: String]

  private static let chunk = 1 << 20

  private let destination: String
  private let data: FileDescriptor
  private var length = 0
  private var entries: [SafetensorsEntry] = []
  private var names: Set<ExactText> = []

  /// Begins a file at `path`, whose folder must exist. A file there already is replaced by ``finish()``.
  public init(path: String, metadata: [String: String] = [:]) throws(SafetensorsError) {
    self.destination = path
    self.metadata = metadata
    self.data = try SafetensorsError.translating { () throws(FileError) in
      try FileDescriptor(beside: path, for: "data")
    }
    SystemPath.unlink(data.path)
  }

  /// The number of tensors appended.
  public var count: Int { entries.count }

  /// Appends a tensor of floats, stored as `elementType`.
  ///
  /// - Parameter elementType: `.float32`, `.float16` or `.bfloat16`, rounded to nearest.
  public func append(
    _ tensor: Tensor, named name: String, as elementType: SafetensorsElementType = .float32
  ) throws(SafetensorsError) {
    try append(
      bytes: Safetensors.encode(tensor.values, as: elementType, name: name), shape: tensor.shape,
      elementType: elementType, named: name)
  }

  /// Appends a tensor whose little-endian bytes the caller has.
  ///
  /// - Throws: ``SafetensorsError/Code/duplicateName``, or ``SafetensorsError/Code/invalidTensor`` where the shape
  ///   does not take as many bytes.
  public func append(
    bytes: [UInt8], shape: [Int], elementType: SafetensorsElementType, named name: String
  ) throws(SafetensorsError) {
    guard name != SafetensorsHeader.metadataKey, names.insert(ExactText(name)).inserted else {
      throw SafetensorsError(.duplicateName, "the name '\(name)' is taken already", path: destination)
    }
    guard SafetensorsEntry.byteCount(shape: shape, elementType: elementType) == bytes.count else {
      throw SafetensorsError(
        .invalidTensor, "tensor '\(name)': shape \(shape) does not take \(bytes.count) bytes",
        path: destination)
    }
    let start = length
    try rethrow { () throws(FileError) in
      try bytes.withUnsafeBufferPointer { buffer throws(FileError) in
        try data.write(UnsafeRawBufferPointer(buffer), at: start)
      }
    }
    length += bytes.count
    entries.append(
      SafetensorsEntry(name: name, elementType: elementType, shape: shape, byteRange: start..<length))
  }

  /// Puts the file in its place. Call it once; the writer is spent after it.
  public func finish() throws(SafetensorsError) {
    let header = SafetensorsHeader(entries: entries, metadata: metadata).encoded()
    try rethrow { () throws(FileError) in
      let file = try AtomicFile(destination: destination)
      try file.append(header)
      try copyData(to: file)
      try file.commit()
    }
  }

  /// Appends what the tensors went to, a piece at a time.
  private func copyData(to file: AtomicFile) throws(FileError) {
    var buffer = [UInt8](repeating: 0, count: min(Self.chunk, length))
    var done = 0
    while done < length {
      let count = min(Self.chunk, length - done)
      try buffer.withUnsafeMutableBufferPointer { whole throws(FileError) in
        let part = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(whole)[..<count])
        try data.read(at: done, into: part)
        try file.append(UnsafeRawBufferPointer(part))
      }
      done += count
    }
  }

  /// Names the destination in errors, not the nameless file.
  private func rethrow(_ body: () throws(FileError) -> Void) throws(SafetensorsError) {
    do throws(FileError) { try body() } catch { throw SafetensorsError(error).at(destination) }
  }
}
