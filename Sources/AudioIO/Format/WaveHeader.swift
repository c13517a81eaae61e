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
  /// The greatest number in the place of a length that was never filled in, or has more than 32 bits, though there is
  /// sound; decoders understand it as "to the end". Nil where the length will do.
  private(set) var lengthPatch: BytePatch?

  static let mpegTags: Set<Int> = [0x50, 0x55]
  private static let extensibleTag = 0xFFFE
  /// What sox and espeak-ng write where they cannot come back to correct it, less a block.
  private static let leastUnknownLength = 0x7FFF_0000
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
        readLength(length, available: source.byteCount - body, wide: wideByteCount, isFinished: isFinished)
        return
      default: break
      }
      offset = body + length + length % 2
    }
  }

  private mutating func readLength(_ length: Int, available: Int, wide: Int?, isFinished: Bool) {
    // Writers to a pipe, and recorders that were killed, leave 0 or one of the greatest numbers.
    let isUnknown = length == 0 || (length >= Self.leastUnknownLength && available < length / 2)
    // 4 GiB and more do not fit the field.
    let isWrapped = available - length >= 1 << 32
    declaredByteCount = isUnknown || isWrapped ? nil : length
    if length == 0xFFFF_FFFF { declaredByteCount = wide }
    if let dataOffset, available > 0, isWrapped || (length == 0 && !isFinished) {
      lengthPatch = BytePatch(offset: dataOffset - 4, bytes: [UInt8](repeating: 0xFF, count: 4))
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
