extension RewrittenHeader {
  /// The bytes of COMM that matter: with the name of a compression, which may have 255.
  private static let commonLimit = 512

  /// AIFF and AIFF-C: COMM says what the sound is, SSND holds it.
  static func aiff(_ source: any ByteSource, at start: Int) throws(AudioError) -> [SplicedBytes.Piece] {
    var common: Range<Int>?
    var sound: Range<Int>?
    for chunk in ChunkWalker(source, from: start + 12, layout: .iff) {
      switch chunk.name {
      case "COMM" where common == nil && chunk.body.count >= 18: common = chunk.body
      case "SSND" where sound == nil: sound = soundRange(chunk, source)
      default: break
      }
    }
    guard let common else { throw missing("COMM chunk", .aiff) }
    guard let sound else { throw missing("SSND chunk", .aiff) }
    let kind = String(decoding: source.bytes(at: start + 8, count: 4), as: UTF8.self)
    // Neither an offset nor a block size: the sound follows at once.
    let head = head("SSND", 8 + sound.count) + [UInt8](repeating: 0, count: 8)
    return form(
      "FORM", kind, chunk("COMM", common, limit: commonLimit) + [.bytes(head), .range(sound)])
  }

  /// SSND begins with an offset to the sound and a block size. What writes to a pipe leaves a length of 0.
  private static func soundRange(_ chunk: Chunk, _ source: any ByteSource) -> Range<Int> {
    let fields = ByteFields(source.bytes(at: chunk.body.lowerBound, count: 8), isBigEndian: true)
    let end = chunk.declaredLength == 0 ? source.byteCount : chunk.body.upperBound
    let offset = fields.integer(at: 0, width: 4) ?? 0
    return min(chunk.body.lowerBound + 8 + offset, end)..<end
  }

  /// 8SVX and 16SV: VHDR says what the sound is, BODY holds it.
  static func svx(_ source: any ByteSource, at start: Int) throws(AudioError) -> [SplicedBytes.Piece] {
    var voice: Range<Int>?
    var sound: Range<Int>?
    for chunk in ChunkWalker(source, from: start + 12, layout: .iff) {
      switch chunk.name {
      case "VHDR" where voice == nil && chunk.body.count >= 20: voice = chunk.body
      case "BODY" where sound == nil: sound = chunk.body
      default: break
      }
    }
    guard let voice else { throw missing("VHDR chunk", .svx) }
    guard let sound else { throw missing("BODY chunk", .svx) }
    let kind = String(decoding: source.bytes(at: start + 8, count: 4), as: UTF8.self)
    return form("FORM", kind, chunk("VHDR", voice, limit: 20) + chunk("BODY", sound, limit: .max))
  }
}
