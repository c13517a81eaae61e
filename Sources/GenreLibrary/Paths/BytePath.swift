internal import GenreBase

/// A path as the system has it: bytes without a zero among them, in any encoding.
struct BytePath: Hashable, Sendable {
  let bytes: [UInt8]

  init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  /// The path that a text stands for, as `PathText` has it.
  init(_ text: String) { bytes = PathText.bytes(text) }

  /// The path as text, without loss, as `PathText` has it.
  var text: String { PathText.text(bytes) }

  /// Whether ``text`` is the path itself.
  var isText: Bool { String(validating: bytes, as: UTF8.self) != nil }

  /// What every path below this folder begins with.
  var folderPrefix: [UInt8] { bytes.last == UInt8(ascii: "/") ? bytes : bytes + [UInt8(ascii: "/")] }

  /// The path of something in this folder.
  func appending(_ name: [UInt8]) -> BytePath { BytePath(folderPrefix + name) }

  /// Whether this lies below a folder.
  func isBelow(_ folder: BytePath) -> Bool {
    let prefix = folder.folderPrefix
    return bytes.count > prefix.count && bytes.starts(with: prefix)
  }

  /// The path without links and relative parts; nil where nothing is there.
  var resolved: BytePath? {
    guard let resolved = withCString({ realpath($0, nil) }) else { return nil }
    defer { free(resolved) }
    return BytePath(
      UnsafeBufferPointer(start: resolved, count: strlen(resolved)).map(UInt8.init(bitPattern:)))
  }

  /// Calls `body` with the path as C has it.
  func withCString<Value>(_ body: (UnsafePointer<CChar>) -> Value) -> Value {
    let characters = ContiguousArray(bytes.map(CChar.init(bitPattern:))) + [0]
    return characters.withUnsafeBufferPointer { pointer in
      guard let start = pointer.baseAddress else { preconditionFailure("a path ends with a zero") }
      return body(start)
    }
  }
}
