import HTTPTypes
import Hummingbird

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Answers in JSON.
enum JSONAnswer {
  /// A value with sorted keys, on one line.
  static func response(
    _ value: some Encodable, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
  ) throws -> Response {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var buffer = ByteBuffer(bytes: try encoder.encode(value))
    buffer.writeInteger(UInt8(ascii: "\n"))
    return response(buffer, status: status, headers: headers)
  }

  /// A refusal: `{"error": {"code": ..., "message": ...}}`.
  static func response(_ error: WebError) -> Response {
    let answer = ErrorAnswer(error: ErrorAnswer.Reason(code: error.code, message: error.message))
    var headers = HTTPFields()
    if let seconds = error.retryAfter { headers[.retryAfter] = String(seconds) }
    if let allow = error.allow { headers[.allow] = allow }
    let response = try? response(answer, status: error.status, headers: headers)
    return response ?? Response(status: error.status, headers: headers)
  }

  private static func response(
    _ buffer: ByteBuffer, status: HTTPResponse.Status, headers: HTTPFields
  ) -> Response {
    var headers = headers
    headers[.contentType] = "application/json"
    headers[.cacheControl] = "no-store"
    return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: buffer))
  }
}

/// The JSON of a refusal.
struct ErrorAnswer: Codable {
  struct Reason: Codable {
    let code: String
    let message: String
  }

  let error: Reason
}
