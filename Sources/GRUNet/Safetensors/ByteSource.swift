internal import GenreBase

/// The source of the bytes of a safetensors file; nothing is copied before it is asked for.
enum ByteSource: Sendable {
  case array([UInt8])
  case memory(StaticMemory)
  case file(FileDescriptor)

  /// Memory that outlives the process's use of it, such as weights compiled into the binary, and never changes.
  struct StaticMemory: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer
  }

  func byteCount() throws(SafetensorsError) -> Int {
    switch self {
    case .array(let array): array.count
    case .memory(let memory): memory.bytes.count
    case .file(let descriptor):
      try SafetensorsError.translating { () throws(FileError) in try descriptor.size() }
    }
  }

  /// Copies the bytes from `offset` on into `buffer`; the caller has checked that they exist.
  func copy(from offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(SafetensorsError) {
    switch self {
    case .array(let array):
      array.withUnsafeBytes {
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + buffer.count]))
      }
    case .memory(let memory):
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory.bytes[offset..<offset + buffer.count]))
    case .file(let descriptor):
      try SafetensorsError.translating { () throws(FileError) in try descriptor.read(at: offset, into: buffer)
      }
    }
  }

  /// Reads `count` values of a trivial type from `offset` on, in the file's byte order.
  func values<Value: BitwiseCopyable>(
    count: Int, from offset: Int, initial: Value
  ) throws(SafetensorsError) -> [Value] {
    var out = [Value](repeating: initial, count: count)
    try out.withUnsafeMutableBufferPointer { buffer throws(SafetensorsError) in
      try copy(from: offset, into: UnsafeMutableRawBufferPointer(buffer))
    }
    return out
  }
}
