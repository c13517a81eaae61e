/// The parts of a RIFF, RIFX, RF64 or BW64 WAVE header that libsndfile doesn't tell: MPEG audio inside, and
/// how long the sound was meant to be.
struct WaveHeader {
  private(set) var formatTag = 0
  private(set) var channelCount = 0
  private(set) var sampleRate = 0
  private var blockLength = 0
  /// Where the sound begins; nil when the header ends before it.
  private(set) var dataOffset: Int?
  private var declaredByteCount: Int?
  /// Whether the length of the sound was never filled in, though there is sound: libsndfile believes the 0.
  private(set) var isUnfinished = false

  static let mpegTags: Set<Int> = [0x50, 0x55]
  private static let extensibleTag = 0xFFFE
  /// PCM, float, A-law, mu-law: tags whose block is exactly one frame.
  static let framewiseTags: Set<Int> = [1, 3, 6, 7]

  /// Reads the header at `start`.
  init(_ source: any ByteSource, at start: Int) {
    let isBigEndian = source.bytes(at: start, count: 4) == Array("RIFX".utf8)
    let riff = ByteFields(source.bytes(at: start, count: 8), isBigEndian: isBigEndian)
    // A header that knows where the file ends was finished: then there is no sound, whatever follows.
    let isFinished =
      riff.integer(at: 4, width: 4).map { start + 8 + $0 + $0 % 2 >= source.byteCount } ?? false
    var wideByteCount: Int?
    var offset = start + 12
    // A header has few chunks; a damaged one could send this on a long walk.
    for _ in 0..<64 {
      let head = ByteFields(source.bytes(at: offset, count: 8), isBigEndian: isBigEndian)
      guard let length = head.integer(at: 4, width: 4) else { return }
      let body = offset + 8
      switch String(decoding: head.bytes.prefix(4), as: UTF8.self) {
      case "fmt ": readFormat(ByteFields(source.bytes(at: body, count: 40), isBigEndian: isBigEndian))
      case "ds64": wideByteCount = ByteFields(source.bytes(at: body, count: 16)).integer(at: 8, width: 8)
      case "data":
        dataOffset = body
        // Writers to a pipe, and recorders that were killed, leave 0 or the greatest number.
        declaredByteCount = length == 0xFFFF_FFFF ? wideByteCount : (length == 0 ? nil : length)
        isUnfinished = length == 0 && body < source.byteCount && !isFinished
        return
      default: break
      }
      offset = body + length + length % 2
    }
  }

  private mutating func readFormat(_ fields: ByteFields) {
    formatTag = fields.integer(at: 0, width: 2) ?? 0
    channelCount = fields.integer(at: 2, width: 2) ?? 0
    sampleRate = fields.integer(at: 4, width: 4) ?? 0
    blockLength = fields.integer(at: 12, width: 2) ?? 0
    if formatTag == Self.extensibleTag { formatTag = fields.integer(at: 24, width: 2) ?? 0 }
  }

  /// The share of the announced sound that the file has no room for, 0 to 1; nil where nothing is missing, or where
  /// frames tell it better.
  func missingShare(byteCount: Int) -> Double? {
    guard let declaredByteCount, let dataOffset, !Self.framewiseTags.contains(formatTag) else { return nil }
    let missing = declaredByteCount - (byteCount - dataOffset)
    return missing > min(blockLength, declaredByteCount / 10)
      ? Double(missing) / Double(declaredByteCount) : nil
  }

  /// How many frames the header announces, where that can be told.
  var declaredFrameCount: Int? {
    guard let declaredByteCount, blockLength > 0, Self.framewiseTags.contains(formatTag) else { return nil }
    return declaredByteCount / blockLength
  }
}
