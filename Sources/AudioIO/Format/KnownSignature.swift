/// What the first bytes of an input say it is.
enum KnownSignature: Equatable {
  /// A container that libsndfile reads.
  case container(AudioFormat.Container)
  /// Audio, or a film with sound, that FFmpeg's libraries read, by name.
  case foreign(String)
  /// Audio that isn't decoded here, by name.
  case otherAudio(String)
  /// No audio at all, by name.
  case other(String)

  private struct Rule {
    /// What the file begins with: one of these; anything where there are none.
    let beginnings: [[UInt8]]
    let offset: Int
    let pattern: [UInt8]
    let meaning: KnownSignature

    init(_ pattern: String, at offset: Int = 0, behind beginnings: [String] = [], _ meaning: KnownSignature) {
      self.init(Array(pattern.utf8), at: offset, behind: beginnings, meaning)
    }

    init(_ pattern: [UInt8], at offset: Int = 0, behind beginnings: [String] = [], _ meaning: KnownSignature)
    {
      self.beginnings = beginnings.map { Array($0.utf8) }
      self.offset = offset
      self.pattern = pattern
      self.meaning = meaning
    }

    func matches(_ head: ArraySlice<UInt8>) -> Bool {
      head.dropFirst(offset).starts(with: pattern)
        && (beginnings.isEmpty || beginnings.contains { head.starts(with: $0) })
    }
  }

  // Formats with a weak signature (HTK, MAT4, MPC2K, SDS, raw) are left out on purpose: libsndfile would
  // take noise for them.
  private static let rules: [Rule] = [
    Rule("WAVE", at: 8, behind: ["RIFF", "RIFX"], .container(.wav)),
    Rule("AIFF", at: 8, behind: ["FORM"], .container(.aiff)),
    Rule("AIFC", at: 8, behind: ["FORM"], .container(.aiff)),
    Rule("8SVX", at: 8, behind: ["FORM"], .container(.svx)),
    Rule("16SV", at: 8, behind: ["FORM"], .container(.svx)),
    Rule("fLaC", .container(.flac)), Rule("OggS", .container(.ogg)),
    Rule(".snd", .container(.au)), Rule("dns.", .container(.au)), Rule("caff", .container(.caf)),
    Rule([0x72, 0x69, 0x66, 0x66, 0x2E, 0x91, 0xCF, 0x11], .container(.wave64)),
    Rule("NIST_1A", .container(.nist)), Rule("Creative Voice File", .container(.voc)),
    Rule("2BIT", .container(.avr)), Rule(" paf", .container(.paf)), Rule("fap ", .container(.paf)),
    Rule("ftyp", at: 4, .foreign("an MPEG-4 file (.m4a, .mp4)")),
    Rule([0x1A, 0x45, 0xDF, 0xA3], .foreign("a Matroska or WebM file")),
    Rule([0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11], .foreign("a Windows Media file (.wma)")),
    Rule("XWMA", at: 8, behind: ["RIFF"], .foreign("an xWMA file")),
    Rule("MAC ", .foreign("a Monkey's Audio file")), Rule("wvpk", .foreign("a WavPack file")),
    Rule("DSD ", .foreign("a DSD file")), Rule("FRM8", .foreign("a DSD file")),
    Rule("#!AMR", .foreign("an AMR file")), Rule("TTA1", .foreign("a True Audio file")),
    Rule("MPCK", .foreign("a Musepack file")), Rule("MP+", .foreign("a Musepack file")),
    Rule("tBaK", .foreign("a TAK file")), Rule("ajkg", .foreign("a Shorten file")),
    Rule("TWIN", .foreign("a TwinVQ file")), Rule([0x65, 0x61, 0x33, 3], .foreign("an ATRAC file")),
    Rule([0x0B, 0x77], .foreign("an AC-3 file")), Rule([0xF8, 0x72, 0x6F], at: 4, .foreign("a TrueHD file")),
    Rule([0x7F, 0xFE, 0x80, 1], .foreign("a DTS file")), Rule([0xFE, 0x7F, 1, 0x80], .foreign("a DTS file")),
    Rule([0x1F, 0xFF, 0xE8, 0], .foreign("a DTS file")), Rule([0xFF, 0x1F, 0, 0xE8], .foreign("a DTS file")),
    Rule("DTSHDHDR", .foreign("a DTS file")), Rule(".RMF", .foreign("a RealMedia file")),
    Rule([0x2E, 0x72, 0x61, 0xFD], .foreign("a RealAudio file")),
    Rule([0, 0, 1, 0xBA], .foreign("an MPEG video")), Rule("FLV", .foreign("a Flash video")),
    Rule("AVI ", at: 8, behind: ["RIFF"], .foreign("an AVI video")),
    Rule("MThd", .otherAudio("a MIDI file")), Rule("OFR ", .otherAudio("an OptimFROG file")),
    Rule("ADIF", .otherAudio("an AAC file of the old kind (ADIF)")),
    Rule("ustar", at: 257, .other("a TAR archive")),
    Rule([0x89, 0x50, 0x4E, 0x47], .other("a PNG picture")),
    Rule([0xFF, 0xD8, 0xFF], .other("a JPEG picture")),
    Rule("GIF8", .other("a GIF picture")), Rule("WEBP", at: 8, behind: ["RIFF"], .other("a WebP picture")),
    Rule("%PDF", .other("a PDF document")), Rule([0x50, 0x4B, 3, 4], .other("a ZIP archive")),
    Rule([0x1F, 0x8B], .other("a gzip archive")), Rule("Rar!", .other("a RAR archive")),
    Rule([0x37, 0x7A, 0xBC, 0xAF], .other("a 7z archive")),
    Rule([0x7F, 0x45, 0x4C, 0x46], .other("a program")),
    Rule([0x89, 0x48, 0x44, 0x46], .other("an HDF5 file")), Rule("SQLite format", .other("a database")),
  ]

  /// What `head`, the first 4,096 bytes or fewer, is known to be; nil for anything else.
  static func match(_ head: ArraySlice<UInt8>) -> KnownSignature? {
    if head.starts(with: Array("RF64".utf8)) || head.starts(with: Array("BW64".utf8)) {
      return .container(.rf64)
    }
    return rules.first { $0.matches(head) }?.meaning
  }
}
