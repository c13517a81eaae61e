/// The encoding that a file's header names, where it is one that libsndfile does not read: so that such a file is not
/// called damaged.
enum ForeignEncoding {
  /// What the file is, with its encoding; nil where the encoding is one that libsndfile knows, or cannot be told.
  static func name(_ container: AudioFormat.Container, _ source: any ByteSource, at start: Int) -> String? {
    switch container {
    case .wav, .rf64, .wave64: wave(source, at: start)
    case .aiff: letters("COMM", at: 18, source, from: start + 12, .iff).flatMap { aiff($0) }
    case .caf: letters("desc", at: 8, source, from: start + 8, .caf).flatMap { caf($0) }
    case .au: au(source, at: start)
    default: nil
    }
  }

  private static func wave(_ source: any ByteSource, at start: Int) -> String? {
    guard let format = WaveHeader(source, at: start).format, format.tag != 0 else { return nil }
    let tag = format.tag
    if let most = readableTags[tag] {
      guard format.channelCount > most else { return nil }
      return "a WAV file with \(format.channelCount) channels of \(tags[tag] ?? "this encoding")"
    }
    return "a WAV file with the encoding \(tags[tag] ?? "0x\(String(tag, radix: 16))")"
  }

  /// PCM, Microsoft's ADPCM, float, A-law, mu-law, IMA's ADPCM, GSM 6.10, G.721, MPEG, NMS ADPCM and extensible ones.
  /// With the most channels of each.
  private static let readableTags: [Int: Int] = [
    1: .max, 2: 2, 3: .max, 6: .max, 7: .max, 0x11: 2, 0x31: 1, 0x38: 1, 0x40: 1, 0x50: 2, 0x55: 2,
    0xFFFE: .max,
  ]

  private static let tags = [
    2: "Microsoft's ADPCM", 0x11: "IMA ADPCM", 0x20: "Yamaha ADPCM", 0x31: "GSM 6.10", 0x38: "NMS ADPCM",
    0x40: "G.721", 0x50: "MPEG", 0x55: "MP3", 0x28F: "G.722", 0x5346: "Flash ADPCM", 0x566F: "Vorbis",
    0xA109: "Speex", 0xF1AC: "FLAC", 0x22: "TrueSpeech", 0x42: "G.723.1", 0x45: "G.726",
    0x92: "Dolby AC-3 (S/PDIF)", 0xFF: "AAC",
    0x160: "Windows Media Audio", 0x161: "Windows Media Audio", 0x162: "Windows Media Audio Professional",
    0x163: "Windows Media Audio Lossless", 0x270: "ATRAC3", 0x1610: "AAC", 0x2000: "AC-3", 0x2001: "DTS",
    0x706D: "AAC",
  ]

  private static func aiff(_ letters: String) -> String? {
    let readable = [
      "NONE", "sowt", "twos", "raw ", "in24", "in32", "23ni", "42n1", "fl32", "FL32", "fl64", "FL64", "ulaw",
      "ULAW",
      "alaw", "ALAW", "DWVW", "GSM ", "ima4",
    ]
    return readable.contains(letters) ? nil : "an AIFF-C file with the encoding \(letters)"
  }

  private static func caf(_ letters: String) -> String? {
    switch letters {
    case "lpcm", "ulaw", "alaw": nil
    case "aac ", "aach", "aacl", "aacp": "a CAF file with the encoding AAC"
    case "alac": "a CAF file with the encoding ALAC"
    case "ms\0\u{2}": "a CAF file with the encoding Microsoft's ADPCM"
    case "ms\0\u{11}", "ima4": "a CAF file with the encoding IMA ADPCM"
    default: letters.utf8.contains(where: { $0 < 0x20 }) ? nil : "a CAF file with the encoding \(letters)"
    }
  }

  /// The numbers of encodings that libsndfile reads: mu-law, integers, floats, three kinds of ADPCM, A-law.
  private static let readableNumbers: Set<Int> = [1, 2, 3, 4, 5, 6, 7, 23, 25, 26, 27]
  /// The numbers that Sun gave to sound (`audio/au`): others are damage.
  private static let numbers = 1...29

  private static func au(_ source: any ByteSource, at start: Int) -> String? {
    let head = source.bytes(at: start, count: 16)
    let number = ByteFields(head, isBigEndian: head.first == UInt8(ascii: ".")).integer(at: 12, width: 4)
    guard let number, numbers.contains(number), !readableNumbers.contains(number) else { return nil }
    return "an AU file with the encoding \(number == 24 ? "G.722" : "number \(number)")"
  }

  /// Four letters at an offset of the first chunk of a name; nil where it has none, or other bytes there.
  private static func letters(
    _ name: String, at place: Int, _ source: any ByteSource, from start: Int, _ layout: ChunkLayout
  ) -> String? {
    var chunks = ChunkWalker(source, from: start, layout: layout)
    while let chunk = chunks.next() {
      guard chunk.name == name else { continue }
      let body = source.bytes(at: chunk.body.lowerBound, count: min(place + 4, chunk.body.count))
      let bytes = body.dropFirst(place)
      // Microsoft's encodings have the name "ms" and the tag of a WAV file.
      guard bytes.count == 4,
        bytes.starts(with: "ms\0".utf8) || bytes.allSatisfy({ (0x20..<0x7F).contains($0) })
      else { return nil }
      return String(decoding: bytes, as: UTF8.self)
    }
    return nil
  }
}
