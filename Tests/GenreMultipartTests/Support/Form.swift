import GenreMultipart

/// What a body holds, apart from how it was cut.
struct Form: Equatable {
  struct Part: Equatable {
    var name: String?
    var fileName: String?
    var data: [UInt8] = []
    var isComplete = false

    var text: String { String(decoding: data, as: UTF8.self) }
  }

  var parts: [Part] = []
  var error: MultipartError?

  /// Parses chunks in turn.
  init(
    _ chunks: some Sequence<ArraySlice<UInt8>>, boundary: String = "b",
    limits: MultipartParser.Limits = MultipartParser.Limits()
  ) {
    do throws(MultipartError) {
      var parser = MultipartParser(boundary: try MultipartBoundary(boundary), limits: limits)
      for chunk in chunks {
        parser.append(chunk)
        while let event = try parser.next() { add(event) }
      }
      try parser.finish()
    } catch {
      self.error = error
    }
  }

  /// Parses a body in one piece.
  init(
    whole text: String, boundary: String = "b", limits: MultipartParser.Limits = MultipartParser.Limits()
  ) {
    self.init([Array(text.utf8)[...]], boundary: boundary, limits: limits)
  }

  private mutating func add(_ event: MultipartParser.Event) {
    switch event {
    case .part(let headers): parts.append(Part(name: headers.name, fileName: headers.fileName))
    case .data(let bytes): parts[parts.count - 1].data += bytes
    case .endOfPart: parts[parts.count - 1].isComplete = true
    }
  }
}
