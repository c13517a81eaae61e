internal import CGenreSndfile

/// libsndfile's encodings, named for people.
enum SndfileEncoding {
  static func name(_ format: CInt) -> String {
    let encoding = Int(format) & Int(SF_FORMAT_SUBMASK)
    return names[encoding] ?? "encoding 0x\(String(encoding, radix: 16))"
  }

  private static let names: [Int: String] = [
    Int(SF_FORMAT_PCM_S8): "8-bit PCM", Int(SF_FORMAT_PCM_U8): "8-bit PCM",
    Int(SF_FORMAT_PCM_16): "16-bit PCM", Int(SF_FORMAT_PCM_24): "24-bit PCM",
    Int(SF_FORMAT_PCM_32): "32-bit PCM", Int(SF_FORMAT_FLOAT): "32-bit float",
    Int(SF_FORMAT_DOUBLE): "64-bit float", Int(SF_FORMAT_ULAW): "mu-law", Int(SF_FORMAT_ALAW): "A-law",
    Int(SF_FORMAT_IMA_ADPCM): "IMA ADPCM", Int(SF_FORMAT_MS_ADPCM): "Microsoft ADPCM",
    Int(SF_FORMAT_GSM610): "GSM 6.10", Int(SF_FORMAT_G721_32): "G.721 ADPCM",
    Int(SF_FORMAT_G723_24): "G.723 ADPCM", Int(SF_FORMAT_G723_40): "G.723 ADPCM",
    Int(SF_FORMAT_VORBIS): "Vorbis", Int(SF_FORMAT_OPUS): "Opus",
    Int(SF_FORMAT_ALAC_16): "16-bit ALAC", Int(SF_FORMAT_ALAC_20): "20-bit ALAC",
    Int(SF_FORMAT_ALAC_24): "24-bit ALAC", Int(SF_FORMAT_ALAC_32): "32-bit ALAC",
  ]
}
