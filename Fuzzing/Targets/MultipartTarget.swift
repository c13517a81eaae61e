import GenreMultipart

/// Forms: the first byte says how the rest is cut into chunks, which must change nothing.
enum MultipartTarget {
  static func parse(_ input: [UInt8]) throws {
    guard let first = input.first else { return }
    let body = Array(input.dropFirst())
    _ = try? MultipartBoundary(contentType: String(decoding: body.prefix(200), as: UTF8.self))
    let boundary = try MultipartBoundary("b")
    let whole = outcome(body, boundary, chunkLength: max(1, body.count))
    let cut = outcome(body, boundary, chunkLength: Int(first % 16) + 1)
    try Finding.require(whole == cut, "chunks of \(first % 16 + 1) bytes give other parts than the whole")
  }

  /// The parts' headers and data, and the error that ended them.
  private static func outcome(_ body: [UInt8], _ boundary: MultipartBoundary, chunkLength: Int) -> [String] {
    var parser = MultipartParser(boundary: boundary)
    var told: [String] = []
    var data: [UInt8] = []
    do throws(MultipartError) {
      for start in stride(from: 0, to: body.count, by: chunkLength) {
        parser.append(body[start..<min(body.count, start + chunkLength)])
        while let event = try parser.next() {
          switch event {
          case .part(let headers): told.append("\(headers)")
          case .data(let bytes): data += bytes
          case .endOfPart:
            told.append("\(data)")
            data = []
          }
        }
      }
      try parser.finish()
    } catch {
      told.append("\(error)")
    }
    return told
  }
}
