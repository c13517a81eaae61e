import Foundation
import GenreWeb
import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@Suite("What is refused, and how") struct RefusalTests {
  /// A request that is refused.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    var uri = "/predict/gru"
    var headers = Form.headers
    let body: ByteBuffer
    let status: Int
    let code: String

    var testDescription: String { name }
  }

  private static let tune = Form().file(Sound.tune(seconds: 3))

  static let cases = [
    Case(name: "no parts", body: Form().complete, status: 400, code: "no_file"),
    Case(name: "no body", headers: [:], body: ByteBuffer(), status: 400, code: "no_file"),
    Case(
      name: "another field", body: Form().file(Data("x".utf8), field: "song").complete, status: 400,
      code: "no_file"),
    Case(name: "nothing chosen", body: Form().file(Data(), name: "").complete, status: 400, code: "no_file"),
    Case(name: "an empty file", body: Form().file(Data()).complete, status: 422, code: "not_audio"),
    Case(
      name: "text", body: Form().file(Data("la la la la la la la".utf8)).complete, status: 422,
      code: "not_audio"),
    Case(name: "a header alone", body: Form().file(Sound.wav([])).complete, status: 422, code: "not_audio"),
    Case(name: "cut off", body: tune.body, status: 400, code: "bad_form"),
    Case(
      name: "two files", body: tune.file(Sound.tune(seconds: 3)).complete, status: 413, code: "too_many_files"
    ),
    Case(
      name: "too many parts", body: (0..<65).reduce(Form()) { form, _ in form.field("x", "y") }.complete,
      status: 413, code: "bad_form"),
    Case(
      name: "no boundary", headers: [.contentType: "multipart/form-data"], body: tune.complete, status: 400,
      code: "bad_form"),
    Case(
      name: "another boundary", headers: [.contentType: "multipart/form-data; boundary=x"],
      body: tune.complete,
      status: 400, code: "bad_form"),
    Case(
      name: "JSON", headers: [.contentType: "application/json"], body: ByteBuffer(string: "{}"), status: 415,
      code: "unsupported_type"),
    Case(
      name: "a URL-encoded form", headers: [.contentType: "application/x-www-form-urlencoded"],
      body: ByteBuffer(string: "file=x"), status: 415, code: "unsupported_type"),
    Case(name: "unknown model", uri: "/predict/cnn", body: tune.complete, status: 400, code: "unknown_model"),
    Case(
      name: "a path as a model", uri: "/api/classify?model=..%2Fetc%2Fpasswd", body: tune.complete,
      status: 400,
      code: "unknown_model"),
    Case(
      name: "two models at once", uri: "/predict/gru,lstm", body: tune.complete, status: 400,
      code: "bad_parameter"),
    Case(
      name: "timeline=maybe", uri: "/api/classify?timeline=maybe", body: tune.complete, status: 400,
      code: "bad_parameter"),
    Case(
      name: "too long a recording", body: Form().file(Sound.tune(seconds: 12)).complete, status: 422,
      code: "limit_exceeded"),
    Case(
      name: "too large an upload", body: Form().file(Data(count: 600_000)).complete, status: 413,
      code: "too_large"),
    Case(name: "elsewhere", uri: "/nowhere", body: tune.complete, status: 404, code: "not_found"),
  ]

  @Test("Refused with a reason", arguments: cases)
  func refused(_ refusal: Case) async throws {
    try await Server.test { configuration in
      configuration.maximumDuration = 10
      configuration.maximumUploadByteCount = 550_000
    } _: { client in
      let answer = try await client.execute(
        uri: refusal.uri, method: .post, headers: refusal.headers, body: refusal.body)
      #expect(answer.status.code == refusal.status)
      #expect(try answer.errorCode == refusal.code)
      #expect(answer.headers[.contentType] == "application/json")
    }
  }

  @Test("A length that is declared too large is refused before anything is read")
  func declaredLength() async throws {
    try await Server.test { client in
      let answer = try await client.execute(
        uri: "/predict/gru", method: .post,
        headers: [.contentType: "audio/wav", .contentLength: "999999999999"], body: ByteBuffer(string: "x"))
      #expect(try answer.errorCode == "too_large")
    }
  }

  @Test("A queue of no length and a busy worker: 503 with Retry-After")
  func memory() async throws {
    try await Server.test { configuration in
      configuration.maximumUploadByteCount = 200_000
      configuration.uploadMemoryByteCount = 200_000
    } _: { client in
      // Without a declared length, the memory for growing is counted, too, and here that is too little.
      let answer = try await client.execute(
        uri: "/predict/gru", method: .post,
        headers: [.contentType: "audio/wav", .transferEncoding: "chunked"],
        body: ByteBuffer(bytes: Sound.tune(seconds: 4)))
      #expect(answer.status == .serviceUnavailable)
      #expect(try answer.errorCode == "busy")
      #expect(answer.headers[.retryAfter] == "5")
      let metrics = try await client.execute(uri: "/metrics", method: .get)
      #expect(metrics.text.contains("\ngenre_upload_memory_bytes 0.0\n"))
    }
  }

  @Test("A configuration that cannot work is refused")
  func configuration() {
    for spoil: (inout WebConfiguration) -> Void in [
      { $0.port = 70_000 }, { $0.workerCount = 0 }, { $0.queueLength = -1 }, { $0.maximumDuration = 0 },
      { $0.uploadMemoryByteCount = 1 }, { $0.idleTimeout = .zero }, { $0.model = .named("cnn") },
      { $0.model = .file("/nonexistent") },
    ] {
      var configuration = WebConfiguration()
      spoil(&configuration)
      #expect(throws: (any Error).self) { try WebServer(configuration) }
    }
  }
}
