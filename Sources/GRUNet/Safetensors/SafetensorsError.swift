internal import GenreBase

/// The error of reading or writing a safetensors file.
public struct SafetensorsError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of failure. More may be added; compare with `==` and keep a default.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The name of the code, as in the source.
    public let description: String

    /// The bytes do not begin as a safetensors file does.
    public static let notSafetensors = Code(description: "notSafetensors")
    /// The file ends before its header says so, or goes on after it.
    public static let wrongSize = Code(description: "wrongSize")
    /// The header is not the JSON that the format asks for.
    public static let invalidHeader = Code(description: "invalidHeader")
    /// An entry's offsets, shape and element type contradict one another or another entry.
    public static let invalidTensor = Code(description: "invalidTensor")
    /// A name occurs twice.
    public static let duplicateName = Code(description: "duplicateName")
    /// There is no tensor of that name.
    public static let missingTensor = Code(description: "missingTensor")
    /// The element type is unknown, or cannot be read as what was asked for.
    public static let wrongElementType = Code(description: "wrongElementType")
    /// The operating system refused to open or read the file.
    public static let unreadable = Code(description: "unreadable")
    /// The operating system refused to write the file.
    public static let unwritable = Code(description: "unwritable")
  }

  /// The kind of failure.
  public let code: Code
  /// The cause and the remedy, in one line.
  public let message: String
  /// The file concerned; nil for bytes in memory.
  public internal(set) var path: String?

  init(_ code: Code, _ message: String, path: String? = nil) {
    self.code = code
    self.message = message
    self.path = path
  }

  /// The path, when there is one, and the message.
  public var description: String { path.map { "\($0): \(message)" } ?? message }

  func at(_ path: String?) -> SafetensorsError {
    var copy = self
    copy.path = path
    return copy
  }
}

extension SafetensorsError {
  /// What the system said of a file.
  init(_ error: FileError) {
    let code: Code =
      switch error.code {
      case .unreadable: .unreadable
      case .shortened: .wrongSize
      case .unwritable: .unwritable
      }
    self.init(code, error.message, path: error.path)
  }

  /// Reads or writes a file.
  static func translating<Value>(_ work: () throws(FileError) -> Value) throws(SafetensorsError) -> Value {
    do throws(FileError) { return try work() } catch { throw SafetensorsError(error) }
  }
}

extension SafetensorsError: CodedError {}
