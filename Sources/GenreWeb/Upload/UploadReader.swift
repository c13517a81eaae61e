import GenreMultipart
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// Reads a request's body into memory, and refuses what is too much, too slow or of another kind.
struct UploadReader: Sendable {
  let configuration: WebConfiguration
  let budget: MemoryBudget

  /// When something last came in.
  private final class Activity: Sendable {
    private let last = Mutex(ContinuousClock.now)

    func note() { last.withLock { $0 = .now } }

    var age: Duration { last.withLock { ContinuousClock.now - $0 } }
  }

  /// How a body is to be read.
  private enum Kind {
    case form(MultipartBoundary)
    case file
  }

  /// Reads a form, or a file that is the body itself.
  ///
  /// - Parameters:
  ///   - channel: The connection, which is told that the body is wanted.
  ///   - maximumFileCount: The most files; the ones after are refused.
  ///   - record: Learns how many bytes came in.
  /// - Throws: ``WebError``, or what breaks the connection.
  func read(
    _ request: Request, on channel: any Channel, maximumFileCount: Int, record: RequestRecord
  ) async throws -> UploadForm {
    let kind = try kind(of: request)
    let declared = request.headers[.contentLength].flatMap { Int($0) }
    if let declared, declared > configuration.maximumUploadByteCount {
      throw WebError.tooLarge(limit: configuration.maximumUploadByteCount)
    }
    channel.triggerUserOutboundEvent(ConnectionGuard.WantsBody(), promise: nil)
    let limit = declared ?? configuration.maximumUploadByteCount
    let activity = Activity()
    let share = MemoryBudget.Share(of: budget)
    return try await Deadline.run(watch: { try await watch(activity) }) {
      switch kind {
      case .form(let boundary):
        var reader = FormReader(
          boundary: boundary, share: share, limit: limit, maximumFileCount: maximumFileCount)
        try await receive(request.body, declared: declared, activity, record) { try reader.append($0) }
        try reader.finish()
        return reader.form
      case .file:
        var content = UploadBytes(share: share, limit: limit)
        try await receive(request.body, declared: declared, activity, record) { try content.append($0) }
        content.finish()
        guard !content.bytes.isEmpty else { throw WebError.noFile }
        let name = request.uri.queryParameters["name"].map(String.init)
        return UploadForm(files: [Upload(name: Upload.displayName(name), bytes: content.bytes, share: share)])
      }
    }
  }

  private func kind(of request: Request) throws -> Kind {
    guard let type = request.headers[.contentType] else { return .file }
    let plain = type.prefix { $0 != ";" && $0 != " " }.lowercased()
    if plain == "multipart/form-data" { return .form(try MultipartBoundary(contentType: type)) }
    guard plain.hasPrefix("audio/") || ["application/octet-stream", "application/ogg"].contains(plain) else {
      throw WebError.unsupportedType(String(type.prefix(80)))
    }
    return .file
  }

  private func receive(
    _ body: RequestBody, declared: Int?, _ activity: Activity, _ record: RequestRecord,
    _ take: (ByteBufferView) throws -> Void
  ) async throws {
    var count = 0
    for try await buffer in body {
      activity.note()
      count += buffer.readableBytes
      record.noteReceived(count)
      guard count <= configuration.maximumUploadByteCount else {
        throw WebError.tooLarge(limit: configuration.maximumUploadByteCount)
      }
      try take(buffer.readableBytesView)
    }
    try Task.checkCancellation()
    guard count == declared ?? count else { throw WebError.badLength }
  }

  /// Ends by throwing: when nothing has come in for too long, or the whole takes too long.
  private func watch(_ activity: Activity) async throws {
    let start = ContinuousClock.now
    while true {
      let left = min(
        configuration.idleTimeout - activity.age, configuration.uploadTimeout - (ContinuousClock.now - start))
      guard left > .zero else { throw WebError.slowUpload }
      try await Task.sleep(for: left)
    }
  }
}
