import GenreMultipart

/// From the events of a multipart body to a form. Files come in the field `file`, and beside them the field `model`;
/// other parts are passed over without being kept.
struct FormReader: Sendable {
  private static let maximumFieldByteCount = 256

  private enum Part {
    case file(name: String)
    case field(name: String)
    case ignored
  }

  private(set) var form = UploadForm()
  private let share: MemoryBudget.Share
  private let maximumFileCount: Int
  /// Bytes of the body that can still come.
  private var remainingCount: Int
  private var parser: MultipartParser
  private var part = Part.ignored
  /// The bytes of the file or field at hand; kept outside the enumeration, so that they grow in place.
  private var content: UploadBytes?

  /// - Parameter limit: The most bytes of the body.
  init(boundary: MultipartBoundary, share: MemoryBudget.Share, limit: Int, maximumFileCount: Int) {
    self.share = share
    remainingCount = limit
    self.maximumFileCount = maximumFileCount
    parser = MultipartParser(boundary: boundary)
  }

  mutating func append(_ chunk: some Collection<UInt8>) throws {
    parser.append(chunk)
    while let event = try parser.next() { try handle(event) }
    remainingCount -= chunk.count
  }

  mutating func finish() throws { try parser.finish() }

  private mutating func handle(_ event: MultipartParser.Event) throws(WebError) {
    switch event {
    case .part(let headers): try begin(headers)
    case .data(let bytes): try add(bytes)
    case .endOfPart:
      content?.finish()
      let bytes = content?.bytes ?? []
      switch part {
      // A browser sends an empty part without a name where no file was chosen.
      case .file(let name) where !(name.isEmpty && bytes.isEmpty):
        form.files.append(Upload(name: Upload.displayName(name), bytes: bytes, share: share))
      case .field(let name): form.fields[name] = String(decoding: bytes, as: UTF8.self)
      default: break
      }
      (part, content) = (.ignored, nil)
    }
  }

  private mutating func begin(_ headers: MultipartHeaders) throws(WebError) {
    guard let name = headers.name else { return }
    // A file is a file by its field: some clients send no file name with it.
    if name == "file" {
      guard form.files.count < maximumFileCount else { throw .tooManyFiles(limit: maximumFileCount) }
      part = .file(name: headers.fileName ?? "")
      content = UploadBytes(share: share, limit: remainingCount)
    } else if name == "model" && form.fields[name] == nil {
      part = .field(name: name)
      content = UploadBytes(share: share, limit: Self.maximumFieldByteCount)
    }
  }

  private mutating func add(_ bytes: ArraySlice<UInt8>) throws(WebError) {
    if case .field(let name) = part, (content?.bytes.count ?? 0) + bytes.count > Self.maximumFieldByteCount {
      throw .badParameter(name, "no longer than \(Self.maximumFieldByteCount) bytes")
    }
    try content?.append(bytes)
  }
}
