import Foundation
import GenreKit
import Hummingbird
import NIOCore
import GenreTestSupport
import Testing

@Suite("Predictions over HTTP") struct PredictionTests {
  private static let genres: Set = [
    "blues", "classical", "country", "disco", "hiphop", "jazz", "metal", "pop", "reggae", "rock",
  ]

  @Test("The older API answers as it did, and with more beside", arguments: GenreModel.bundledNames)
  func predict(model: String) async throws {
    try await Server.test { client in
      let answer = try await client.execute(
        uri: "/predict/\(model)", method: .post, headers: Form.headers,
        body: Form().file(Sound.wav(Sound.tune(seconds: 7))).complete)
      #expect(answer.status == .ok)
      #expect(answer.headers[.contentType] == "application/json")
      #expect(answer.headers[.accessControlAllowOrigin] == "*")
      let json = try answer.json
      let genre = try #require(json["genre"] as? String)
      #expect(genre.first?.isUppercase == true)
      #expect(Self.genres.contains(genre.lowercased()))
      let confidence = try #require(json["confidence"] as? Double)
      #expect((0.1...1).contains(confidence))
      let scores = try #require(json["scores"] as? [[String: Any]])
      #expect(Set(scores.compactMap { $0["genre"] as? String }) == Self.genres)
      #expect(scores.first?["confidence"] as? Double == confidence)
      #expect(json["model"] as? String == model)
      #expect(json["file"] as? String == "tune.wav")
      #expect(json["duration"] as? Double == 7)
      let window = try GenreModel(.named(model)).grid.duration
      #expect((json["segments"] as? [Any])?.count == Int((7 / window).rounded(.up)))
    }
  }

  @Test("A body that is the file itself gives what the form gives")
  func rawBody() async throws {
    let tune = Sound.wav(Sound.tune(seconds: 4))
    try await Server.test { client in
      let form = try await client.execute(
        uri: "/api/classify?model=\(GenreModel.defaultName)", method: .post, headers: Form.headers,
        body: Form().field("other", "x").file(tune, name: "C:\\music\\a.wav").complete)
      for type in ["audio/wav", "application/octet-stream", nil] {
        let raw = try await client.execute(
          uri: "/api/classify?name=../a.wav", method: .post, headers: type.map { [.contentType: $0] } ?? [:],
          body: ByteBuffer(bytes: tune))
        #expect(raw.status == .ok)
        #expect(raw.text == form.text)
      }
      #expect(try form.json["file"] as? String == "a.wav")
      #expect((try form.json["genre"] as? String)?.first?.isLowercase == true)
    }
  }

  @Test func severalModelsAndNoTimeline() async throws {
    try await Server.test { client in
      let answer = try await client.execute(
        uri: "/api/classify?model=lstm,gru&timeline=false", method: .post, headers: Form.headers,
        body: Form().file(Sound.wav(Sound.tune(seconds: 4))).complete)
      let predictions = try #require(try answer.json["predictions"] as? [[String: Any]])
      #expect(predictions.map { $0["model"] as? String } == ["lstm", "gru"])
      #expect(predictions.allSatisfy { ($0["segments"] as? [Any])?.isEmpty == true })
    }
  }

  @Test("Asked for, the answer says which windows spoke for it; otherwise, and in the older API, it does not")
  func explanation() async throws {
    try await Server.test { client in
      func answer(_ uri: String) async throws -> [String: Any] {
        try await client.execute(
          uri: uri, method: .post, headers: Form.headers,
          body: Form().file(Sound.wav(Sound.tune(seconds: 7))).complete
        ).json
      }
      let explained = try #require(
        try await answer("/api/classify?model=gru&explain=true&timeline=false")["explanation"]
          as? [String: Any])
      #expect((explained["windows"] as? [Any])?.count == 3)
      #expect((explained["second"] as? [String: Any])?["genre"] is String)
      for uri in ["/api/classify", "/api/classify?explain=false", "/predict/gru"] {
        #expect(try await answer(uri)["explanation"] == nil)
      }
      let wrong = try await answer("/api/classify?explain=perhaps")["error"] as? [String: Any]
      #expect(wrong?["code"] as? String == "bad_parameter")
    }
  }

  @Test("Short, silent and cut recordings are answered with a warning and its code")
  func warnings() async throws {
    try await Server.test { client in
      for (data, code) in [
        (Sound.wav(Sound.tune(seconds: 0.5)), "short"),
        (Sound.wav([Float](repeating: 0, count: 400_000)), "silent"),
        (Sound.wav(Sound.tune(seconds: 20)).prefix(700_000), "truncated"),
      ] {
        let answer = try await client.execute(
          uri: "/predict/gru", method: .post, headers: Form.headers, body: Form().file(data).complete)
        #expect(answer.status == .ok)
        // Whether a model takes a tune of sines for music is its own affair.
        let codes = try #require(try answer.json["warningCodes"] as? [String])
        #expect(codes.filter { $0 != GenreWarning.Code.outOfScope.name } == [code])
        #expect((try answer.json["warnings"] as? [String])?.count == codes.count)
        let segments = try #require(try answer.json["segments"] as? [[String: Any]])
        #expect(segments.allSatisfy { ($0["silent"] as? Bool) == (code == "silent" ? true : nil) })
      }
    }
  }
}
