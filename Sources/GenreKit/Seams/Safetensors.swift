// What GenreKit asks of safetensors files, with errors in its own words.

import GRUNet

extension GenreError {
  /// The facade's word for an error of the file format of models and caches.
  package init(_ error: SafetensorsError) {
    let code: Code =
      switch error.code {
      case .unreadable: .unreadable
      case .unwritable: .unwritable
      default: .invalidModel
      }
    self.init(code, error.message, path: error.path)
  }
}

extension SafetensorsFile {
  /// Opens a file.
  package static func open(_ path: String) throws(GenreError) -> SafetensorsFile {
    try translating { () throws(SafetensorsError) in try SafetensorsFile(path: path) }
  }

  /// Reads from memory that stays valid and unchanged as long as the process runs.
  static func open(staticBytes: UnsafeRawBufferPointer) throws(GenreError) -> SafetensorsFile {
    try translating { () throws(SafetensorsError) in try SafetensorsFile(staticBytes: staticBytes) }
  }

  /// Reads a tensor as floats.
  package func read(_ name: String) throws(GenreError) -> Tensor {
    try translating { () throws(SafetensorsError) in try tensor(name) }
  }
}

extension SafetensorsWriter {
  /// Begins a file beside `path`.
  package static func open(_ path: String) throws(GenreError) -> SafetensorsWriter {
    try translating { () throws(SafetensorsError) in try SafetensorsWriter(path: path) }
  }

  /// Writes a tensor.
  package func write(_ tensor: Tensor, named name: String) throws(GenreError) {
    try translating { () throws(SafetensorsError) in try append(tensor, named: name) }
  }

  /// Puts the file in its place.
  package func complete() throws(GenreError) {
    try translating { () throws(SafetensorsError) in try finish() }
  }
}

extension Safetensors {
  /// Writes a whole file: beside `path` first, then renamed onto it.
  static func save(
    _ tensors: [String: Tensor], metadata: [String: String], as type: SafetensorsElementType, to path: String
  ) throws(GenreError) {
    try translating { () throws(SafetensorsError) in
      try write(tensors, metadata: metadata, as: type, to: path)
    }
  }
}

private func translating<Value>(_ work: () throws(SafetensorsError) -> Value) throws(GenreError) -> Value {
  do throws(SafetensorsError) { return try work() } catch { throw GenreError(error) }
}
