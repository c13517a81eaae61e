import Foundation
import GenreKit
import GenreWeb
import HTTPTypes
import Hummingbird
import NIOCore
import GenreTestSupport
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

  private static let tune = Form().file(Sound.wav(Sound.tune(seconds: 3)))

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
      name: "two files", body: tune.file(Sound.wav(Sound.tune(seconds: 3))).complete, status: 413,
      code: "too_many_files"
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
      name: "too long a recording", body: Form().file(Sound.wav(Sound.tune(seconds: 12))).complete,
      status: 422,
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

  @Test("Uploads that the memory for them has no room for: 503 with Retry-After", arguments: [true, false])
  func memory(isDeclared: Bool) async throws {
    let tune = ByteBuffer(bytes: Sound.wav(Sound.tune(seconds: 4)))
    let headers: HTTPFields =
      isDeclared
      ? [.contentType: "audio/wav", .contentLength: "\(tune.readableBytes)"]
      : [.contentType: "audio/wav", .transferEncoding: "chunked"]
    try await Server.test { configuration in
      configuration.maximumUploadByteCount = 200_000
      configuration.uploadMemoryByteCount = 200_000
    } _: { client in
      func memory() async throws -> Double {
        let text = try await client.execute(uri: "/metrics", method: .get).text
        let value = try #require(text.firstMatch(of: /\ngenre_upload_memory_bytes (\S+)\n/)).output.1
        return try #require(Double(value))
      }
      let (half, source) = AsyncStream.makeStream(of: ByteBuffer.self)
      source.yield(try #require(tune.getSlice(at: 0, length: 100_000)))
      async let first = client.execute(uri: "/predict/gru", method: .post, headers: headers, chunks: half)
      // Until so much of it has arrived that the other has no room.
      while try await memory() < 50_000 { await Task.yield() }
      let answer = try await client.execute(
        uri: "/predict/gru", method: .post, headers: headers, body: tune)
      #expect(answer.status == .serviceUnavailable)
      #expect(try answer.errorCode == "busy")
      #expect(answer.headers[.retryAfter] == "5")
      source.yield(try #require(tune.getSlice(at: 100_000, length: tune.readableBytes - 100_000)))
      source.finish()
      #expect(try await first.status == .ok)
      #expect(try await memory() == 0)
    }
  }

  @Test("Alone, an upload of the allowed size fits into the least memory that is allowed, declared or not")
  func leastMemory() async throws {
    let limit = 9 << 20
    let file =
      Sound.wav(Sound.tune(seconds: 4)) + Data(count: limit - Sound.wav(Sound.tune(seconds: 4)).count)
    let two = Form().file(file.prefix(limit * 2 / 3)).file(file.prefix(limit / 4)).complete
    try await Server.test { configuration in
      configuration.maximumUploadByteCount = limit
      configuration.uploadMemoryByteCount = limit
    } _: { client in
      for headers in [
        [.contentType: "audio/wav"], [.contentType: "audio/wav", .transferEncoding: "chunked"],
      ] as [HTTPFields] {
        let answer = try await client.execute(
          uri: "/predict/gru", method: .post, headers: headers, body: ByteBuffer(bytes: file))
        #expect(answer.status == .ok)
      }
      let page = try await client.execute(uri: "/", method: .post, headers: Form.headers, body: two)
      #expect(page.status == .ok)
    }
  }

  @Test("A configuration that cannot work is refused")
  func configuration() {
    for spoil: (inout WebConfiguration) -> Void in [
      { $0.port = 70_000 }, { $0.workerCount = 0 }, { $0.queueLength = -1 }, { $0.queueLength = .max },
      { $0.maximumDuration = 0 }, { $0.maximumDuration = .nan }, { $0.maximumDuration = .infinity },
      { $0.maximumUploadByteCount = 1000 }, { $0.maximumUploadByteCount = .max },
      { $0.uploadMemoryByteCount = 1 }, { $0.uploadMemoryByteCount = $0.maximumUploadByteCount - 1 },
      { $0.maximumConnectionCount = 0 }, { $0.maximumUploadsPerClient = 0 }, { $0.idleTimeout = .zero },
      { $0.idleTimeout = .seconds(Int.max) }, { $0.uploadTimeout = .zero },
      { $0.uploadTimeout = .seconds(Int.max) },
      { $0.workTimeout = .zero }, { $0.workTimeout = .seconds(Int.max) },
    ] {
      var configuration = WebConfiguration()
      spoil(&configuration)
      #expect {
        try WebServer(configuration)
      } throws: { ($0 as? GenreError)?.code == .invalidArgument }
    }
    for model in [ModelSource.named("cnn"), .file("/nonexistent")] {
      var configuration = WebConfiguration()
      configuration.model = model
      #expect {
        try WebServer(configuration)
      } throws: { ($0 as? GenreError)?.code == .notFound }
    }
  }
}
