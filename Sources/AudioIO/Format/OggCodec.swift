/// What is coded in an Ogg file, by its first packet; libsndfile doesn't read every codec.
enum OggCodec {
  /// The codec's name, unless libsndfile is expected to know it.
  static func unsupportedName(_ source: any ByteSource, at start: Int) -> String? {
    // A page: 26 bytes, the count of its segments, a byte for each, and then the packet.
    let page = source.bytes(at: start, count: 512)
    guard page.count > 27 else { return nil }
    let packet = page.dropFirst(27 + Int(page[26]))
    return codecs.first { packet.starts(with: $0.signature) }?.name
  }

  private static let codecs: [(signature: [UInt8], name: String)] = [
    (Array("\u{7F}FLAC".utf8), "FLAC in an Ogg file"), (Array("Speex".utf8), "Speex in an Ogg file"),
    ([0x80] + Array("theora".utf8), "an Ogg video"), (Array("fishead".utf8), "an Ogg video"),
  ]
}
