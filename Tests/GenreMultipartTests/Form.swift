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

/// A generator of random numbers that gives the same ones each time (SplitMix64).
struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
