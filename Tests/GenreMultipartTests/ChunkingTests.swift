import GenreMultipart
import GenreTestSupport
import Testing

@Suite("However a body is cut, the same parts come out") struct ChunkingTests {
  private static let limits = MultipartParser.Limits(maximumPartCount: 6, maximumHeaderByteCount: 60)

  /// A random body of pieces that are near a boundary, mostly well formed and now and then not.
  private static func body(_ dice: inout SeededGenerator, boundary: String) -> [UInt8] {
    let pieces = [
      "\r", "\n", "\r\n", "-", "--", "\r\n--", "\r\n--\(boundary)", "--\(boundary)", boundary, " ", "\t", "x",
      ":",
      "\r\n--\(boundary)\r\n", "\r\n--\(boundary)\r\n\r\n", "\r\n--\(boundary) \r\nA: b\r\n\r\n", "\r\n\r\n",
      "\r\n--\(boundary)\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n", "\r\n--\(boundary)--",
      "data",
      String(repeating: " ", count: 40), String(repeating: "h", count: 50),
    ]
    let count = Int.random(in: 0...24, using: &dice)
    var body = Bool.random(using: &dice) ? Array("--\(boundary)\r\n\r\n".utf8) : []
    for _ in 0..<count { body += Array(pieces[Int.random(in: 0..<pieces.count, using: &dice)].utf8) }
    return body
  }

  private static func cut(_ body: [UInt8], _ dice: inout SeededGenerator) -> [ArraySlice<UInt8>] {
    var chunks: [ArraySlice<UInt8>] = []
    var start = 0
    while start < body.count {
      let end = min(body.count, start + Int.random(in: 0...9, using: &dice))
      chunks.append(body[start..<end])
      start = end
    }
    return chunks
  }

  @Test("Whole, byte by byte and at random cuts", arguments: ["b", "a b", "----x", "-", "--b--"])
  func sameResult(boundary: String) {
    var dice = SeededGenerator(seed: UInt64(boundary.utf8.count))
    var outcomes: [String: Int] = [:]
    for _ in 0..<4000 {
      let body = Self.body(&dice, boundary: boundary)
      let whole = Form([body[...]], boundary: boundary, limits: Self.limits)
      let bytewise = Form(body.indices.map { body[$0...$0] }, boundary: boundary, limits: Self.limits)
      let cut = Form(Self.cut(body, &dice), boundary: boundary, limits: Self.limits)
      #expect(whole == bytewise, "\(String(decoding: body, as: UTF8.self).debugDescription)")
      #expect(whole == cut, "\(String(decoding: body, as: UTF8.self).debugDescription)")
      outcomes[whole.error?.code.name ?? "complete", default: 0] += 1
    }
    // The bodies must have tried what matters: complete ones, and each kind of failure.
    #expect(outcomes["complete", default: 0] > 100)
    for code: MultipartError.Code in [.incomplete, .invalidHeader, .headersTooLarge, .tooManyParts] {
      #expect(outcomes[code.name, default: 0] > 10, "\(outcomes)")
    }
  }

  @Test("A form that was written comes back, whatever its data")
  func roundTrip() {
    var dice = SeededGenerator(seed: 7)
    for _ in 0..<300 {
      let parts = (0..<Int.random(in: 0...5, using: &dice)).map { _ in Self.body(&dice, boundary: "zz") }
      var body: [UInt8] = []
      for (index, data) in parts.enumerated() {
        body += Array("--q\r\nContent-Disposition: form-data; name=n\(index)\r\n\r\n".utf8) + data + [13, 10]
      }
      body += Array("--q--\r\n".utf8)
      let form = Form(Self.cut(body, &dice), boundary: "q")
      #expect(form.error == nil)
      #expect(form.parts.map(\.data) == parts)
    }
  }
}
