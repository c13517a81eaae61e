/// A container written anew for libsndfile from the few chunks that decoding needs, their lengths cut to what the file
/// holds.
///
/// libsndfile walks through whatever a header says; a length that points backwards sends it round for ever, in memory,
/// where no limit on reading stops it. So it is shown no chunk that we have not checked: tags, cues, instruments,
/// peaks and lists stay behind, and so do their faults.
enum RewrittenHeader {
  /// - Parameters:
  ///   - container: what the source begins with at `start`.
  /// - Returns: what libsndfile reads; nil for containers without chunks, which it reads as they are.
  /// - Throws: ``AudioError/Code/damaged`` where a chunk is missing that decoding needs.
  static func source(
    _ container: AudioFormat.Container, _ source: any ByteSource, at start: Int
  ) throws(AudioError) -> SplicedBytes? {
    let pieces: [SplicedBytes.Piece]
    switch container {
    case .wav, .rf64, .wave64: pieces = try wave(WaveHeader(source, at: start), container)
    case .aiff: pieces = try aiff(source, at: start)
    case .svx: pieces = try svx(source, at: start)
    case .caf: pieces = try caf(source, at: start)
    case .au: pieces = try au(source, at: start)
    case .voc: pieces = try voc(source, at: start)
    default: return nil
    }
    return SplicedBytes(source, pieces)
  }

  static func missing(_ chunk: String, _ container: AudioFormat.Container) -> AudioError {
    AudioError(
      .damaged,
      "begins as \(container) does, but has no \(chunk) that can be read: its header is cut or damaged; "
        + "try to make or fetch it again")
  }

  /// The bytes of an unsigned integer; the greatest that fits where it does not.
  static func bytes(_ value: Int, width: Int, isBigEndian: Bool) -> [UInt8] {
    let fitting = width < 8 ? min(value, 1 << (8 * width) - 1) : value
    let little = (0..<width).map { UInt8(truncatingIfNeeded: fitting >> (8 * $0)) }
    return isBigEndian ? little.reversed() : little
  }

  /// A chunk's head.
  static func head(_ name: String, _ length: Int, width: Int = 4, isBigEndian: Bool = true) -> [UInt8] {
    Array(name.utf8) + bytes(length, width: width, isBigEndian: isBigEndian)
  }

  /// A whole chunk of RIFF or IFF: head, content, and the byte that makes it even.
  static func chunk(
    _ name: String, _ body: Range<Int>, limit: Int, isBigEndian: Bool = true
  ) -> [SplicedBytes.Piece] {
    let kept = body.prefix(limit)
    return [
      .bytes(head(name, kept.count, isBigEndian: isBigEndian)), .range(kept),
      .bytes([UInt8](repeating: 0, count: kept.count % 2)),
    ]
  }

  /// A form around chunks: `FORM` or `RIFF`, the length of all, and what kind it is.
  static func form(
    _ mark: String, _ kind: String, _ chunks: [SplicedBytes.Piece], isBigEndian: Bool = true
  ) -> [SplicedBytes.Piece] {
    let length = chunks.reduce(4) { $0 + $1.byteCount }
    return [.bytes(head(mark, length, isBigEndian: isBigEndian) + Array(kind.utf8))] + chunks
  }
}
