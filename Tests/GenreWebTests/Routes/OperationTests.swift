import Foundation
import GenreKit
import HTTPTypes
import Hummingbird
import NIOCore
import GenreTestSupport
import Testing

@Suite("Operation") struct OperationTests {
  @Test func healthAndModels() async throws {
    try await Server.test { client in
      let health = try await client.execute(uri: "/healthz", method: .get).json
      #expect(health["status"] as? String == "ok")
      let readiness = try await client.execute(uri: "/readyz", method: .get).json
      #expect(readiness["status"] as? String == "ready")
      let head = try await client.execute(uri: "/healthz", method: .head)
      #expect(head.status == .ok)
      for (uri, status) in [("/nothing", HTTPResponse.Status.notFound), ("/api/classify", .methodNotAllowed)]
      {
        let refused = try await client.execute(uri: uri, method: .head)
        #expect(refused.status == status && refused.body.readableBytes == 0)
      }
      let models = try await client.execute(uri: "/api/models", method: .get).json
      #expect(models["default"] as? String == GenreModel.defaultName)
      let list = try #require(models["models"] as? [[String: Any]])
      #expect(list.map { $0["name"] as? String } == GenreModel.bundledNames)
      let windows = try GenreModel.bundledNames.map { try GenreModel(.named($0)).grid.duration }
      #expect(list.map { $0["windowDuration"] as? Double } == windows)
    }
  }

  @Test("The description names the models and the version that there are")
  func description() async throws {
    try await Server.test { client in
      let text = try await client.execute(uri: "/openapi.yaml", method: .get).text
      let names = GenreModel.bundledNames
      #expect(text.contains("  version: \(GenrePackage.version)\n"))
      #expect(text.contains("enum: [\(names.map { "\"\($0)\"" }.joined(separator: ", "))]\n"))
      let one = "(\(names.joined(separator: "|")))"
      #expect(text.contains("pattern: '^(\(one)(,\(one))*)?$'\n"))
    }
  }

  @Test("Metrics count requests by route, never by what a client makes up")
  func metrics() async throws {
    try await Server.test { client in
      try await client.execute(uri: "/healthz", method: .get)
      try await client.execute(uri: "/made/up", method: .get)
      try await client.execute(
        uri: "/predict/gru", method: .post, headers: Form.headers,
        body: Form().file(Sound.wav(Sound.tune(seconds: 4))).complete)
      let text = try await client.execute(uri: "/metrics", method: .get).text
      #expect(
        text.contains("genre_http_requests_total{route=\"/healthz\",method=\"GET\",status=\"200\"} 1.0\n"))
      #expect(text.contains("{route=\"NotFound\",method=\"GET\",status=\"404\"} 1.0\n"))
      #expect(!text.contains("made"))
      #expect(text.contains("genre_sound_seconds_total 4.0\n"))
      #expect(text.contains("genre_predictions_total{model=\"gru\",genre="))
      #expect(text.contains("_bucket{route=\"/healthz\",le=\"+Inf\"} 1\n"))
      for line in text.split(separator: "\n") where !line.hasPrefix("#") {
        #expect(line.wholeMatch(of: /[a-z_]+(\{.*\})? [0-9.e+-]+/) != nil, "\(line)")
      }
    }
  }

  @Test("Another method than a route's own", arguments: ["/predict/gru", "/api/classify", "/healthz", "/"])
  func otherMethods(uri: String) async throws {
    try await Server.test { client in
      let answer = try await client.execute(uri: uri, method: .delete)
      #expect(answer.status == .methodNotAllowed)
      #expect(try answer.errorCode == "method_not_allowed")
      #expect(answer.headers[.allow]?.isEmpty == false)
    }
  }

  @Test func headersOfEveryAnswer() async throws {
    try await Server.test { client in
      var ids: Set<String> = []
      for uri in ["/", "/style.css", "/healthz", "/nowhere", "/api/models"] {
        let headers = try await client.execute(uri: uri, method: .get).headers
        #expect(headers[.xContentTypeOptions] == "nosniff")
        #expect(headers[.contentSecurityPolicy] != nil)
        #expect(headers[HTTPField.Name("referrer-policy")!] == "no-referrer")
        #expect(headers[HTTPField.Name("x-frame-options")!] == "DENY")
        ids.insert(headers[HTTPField.Name("x-request-id")!] ?? "")
      }
      #expect(ids.count == 5 && !ids.contains(""))
    }
  }

  @Test("Pages of other origins may use the API, and the API alone")
  func crossOrigin() async throws {
    try await Server.test { client in
      let preflight = try await client.execute(
        uri: "/predict/gru", method: .options,
        headers: [.origin: "http://a.example", .accessControlRequestHeaders: "content-type"])
      #expect(preflight.status == .ok)
      #expect(preflight.headers[.accessControlAllowOrigin] == "*")
      #expect(preflight.headers[.accessControlAllowHeaders] == "content-type")
      let refusal = try await client.execute(uri: "/predict/gru", method: .post)
      #expect(refusal.headers[.accessControlAllowOrigin] == "*")
      let page = try await client.execute(uri: "/", method: .get)
      #expect(page.headers[.accessControlAllowOrigin] == nil)
    }
  }
}
