import GenreKit

extension TagDocument {
  /// How far sound is looked for behind a tag.
  private static var searchLength: Int { 1 << 16 }

  /// Reads the tag of a file. The format is recognised by content.
  ///
  /// - Throws: ``GenreError``: `unsupportedFormat`, `invalidData` for a file that cannot be kept as it is, `unreadable`.
  static func read(_ source: ByteSource) throws(GenreError) -> TagDocument {
    do throws(GenreError) {
      return try document(source)
    } catch {
      throw GenreError(error.code, error.message, path: error.path ?? source.path)
    }
  }

  private static func document(_ source: ByteSource) throws(GenreError) -> TagDocument {
    let start = try source.bytes(at: 0, atMost: 16)
    let tagLength = ID3Block.length(start)
    guard tagLength <= source.count else { throw source.damaged("its ID3v2 tag is damaged") }
    let head = tagLength == 0 ? start : try source.bytes(at: tagLength, atMost: 16)
    if head.starts(with: "fLaC".utf8) { return try FLACFile.document(source, start: tagLength) }
    if let format = apeFormat(head) { return try APEFile.document(source, format: format) }
    if tagLength == 0, let document = try container(source, start) { return document }
    guard MPEGFile.isSound(try source.bytes(at: tagLength, atMost: searchLength)) else {
      throw refusal(source)
    }
    return try MPEGFile.document(source, tagLength: tagLength)
  }

  private static func apeFormat(_ head: [UInt8]) -> String? {
    if head.starts(with: "wvpk".utf8) { return "WavPack" }
    return head.starts(with: "MAC ".utf8) ? "Monkey's Audio" : nil
  }

  private static func container(_ source: ByteSource, _ start: [UInt8]) throws(GenreError) -> TagDocument? {
    let (name, type) = (String(decoding: start.prefix(4), as: UTF8.self), start.dropFirst(8).prefix(4))
    switch name {
    case "OggS": return try OggFile.document(source)
    case "RIFF" where type.elementsEqual("WAVE".utf8): return try RIFFFile.document(source, isBig: false)
    case "FORM" where type.elementsEqual("AIFF".utf8) || type.elementsEqual("AIFC".utf8):
      return try RIFFFile.document(source, isBig: true)
    case "RIFF", "FORM", "RF64", "BW64", "riff", "fLaC", ".snd", "caff": throw refusal(source)
    default: return start.dropFirst(4).starts(with: "ftyp".utf8) ? try MP4File.document(source) : nil
    }
  }

  private static func refusal(_ source: ByteSource) -> GenreError {
    GenreError(
      .unsupportedFormat,
      "tags of this format cannot be written; use MP3, FLAC, Ogg Vorbis, Opus, MP4, AIFF, WAV, WavPack or APE",
      path: source.path)
  }
}
