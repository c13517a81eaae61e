/// What a stream of an Ogg file carries, as its first packet says.
enum OggCodec: Equatable {
  /// Sound that libsndfile reads: Vorbis or Opus.
  case sndfile
  case flac
  /// Sound that isn't decoded here, by name.
  case otherSound(String)
  case video
  /// What describes the other streams, such as Skeleton, or goes with them, such as subtitles.
  case companion

  private static let signatures: [(signature: [UInt8], codec: OggCodec)] = [
    ([1] + Array("vorbis".utf8), .sndfile), (Array("OpusHead".utf8), .sndfile),
    (Array("\u{7F}FLAC".utf8), .flac), (Array("Speex".utf8), .otherSound("Speex in an Ogg file")),
    (Array("CELT    ".utf8), .otherSound("CELT in an Ogg file")),
    (Array("PCM     ".utf8), .otherSound("PCM in an Ogg file")),
    ([0x80] + Array("theora".utf8), .video), (Array("OVP80".utf8), .video), (Array("BBCD".utf8), .video),
    (Array("YUV4MPEG".utf8), .video), ([1] + Array("video".utf8), .video),
    ([0x80] + Array("daala".utf8), .video),
    (Array("fishead".utf8), .companion), ([0x80] + Array("kate".utf8), .companion),
    (Array("Annodex".utf8), .companion), (Array("CMML".utf8), .companion),
    ([1] + Array("text".utf8), .companion),
  ]

  /// Nil where the beginning of the packet is none that is known.
  init?(_ packet: ArraySlice<UInt8>) {
    guard let found = Self.signatures.first(where: { packet.starts(with: $0.signature) }) else { return nil }
    self = found.codec
  }

  /// Whether it can be read here.
  var isReadable: Bool { self == .sndfile || self == .flac }
}
