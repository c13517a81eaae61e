/// A WAVE file of any kind: RIFF, RIFX, RF64, BW64 or Wave64. What its chunks say, in whatever order they stand, and
/// where the sound lies.
struct WaveHeader {
  /// The first format that says something; nil where there is none.
  private(set) var format: WaveFormat?
  /// Where the content of that chunk lies.
  private(set) var formatRange: Range<Int>?
  /// Where the content of the first `fact` chunk lies.
  private(set) var factRange: Range<Int>?
  /// Where the sound lies, a range for each `data` chunk.
  private(set) var soundRanges: [Range<Int>] = []
  let isBigEndian: Bool
  /// The bytes of sound that the header announces; nil where it does not know.
  private var declaredByteCount: Int? = 0

  private let source: any ByteSource
  /// Whether the header knows where the file ends. It was finished, then: a length of 0 means no sound.
  private let isFinished: Bool
  private var wideByteCount: Int?

  /// What sox and espeak-ng write where they cannot come back to correct it, less a block.
  private static let leastUnknownLength = 0x7FFF_0000

  /// Reads the header at `start`.
  init(_ source: any ByteSource, at start: Int) {
    self.source = source
    let mark = source.bytes(at: start, count: 4)
    let isWave64 = mark == Array("riff".utf8)
    isBigEndian = mark == Array("RIFX".utf8)
    let riff = ByteFields(source.bytes(at: start, count: 8), isBigEndian: isBigEndian)
    let length = isWave64 ? nil : riff.integer(at: 4, width: 4)
    isFinished = length.map { start + 8 + $0 + $0 % 2 >= source.byteCount } ?? false
    var walker = ChunkWalker(
      source, from: start + (isWave64 ? 40 : 12),
      layout: isWave64 ? .wave64 : isBigEndian ? .iff : .riff)
    while let chunk = walker.next() {
      if chunk.name == "data" {
        let range = soundRange(chunk)
        soundRanges.append(range)
        walker.resume(behind: range.count, of: chunk.start)
      } else {
        read(chunk)
      }
    }
  }

  private mutating func read(_ chunk: Chunk) {
    switch chunk.name {
    case "fmt " where format == nil:
      let bytes = source.bytes(at: chunk.body.lowerBound, count: min(chunk.body.count, 40))
      format = WaveFormat(ByteFields(bytes, isBigEndian: isBigEndian))
      formatRange = chunk.body
    case "fact" where factRange == nil: factRange = chunk.body
    case "ds64" where wideByteCount == nil:
      wideByteCount = ByteFields(source.bytes(at: chunk.body.lowerBound, count: 16)).integer(at: 8, width: 8)
    default: break
    }
  }

  /// Where the sound of a `data` chunk lies, and notes how long it was meant to be.
  private mutating func soundRange(_ chunk: Chunk) -> Range<Int> {
    let start = chunk.body.lowerBound
    let available = source.byteCount - start
    var declared = chunk.declaredLength
    if declared == 0xFFFF_FFFF, let wideByteCount, wideByteCount > 0 {
      declared = wideByteCount
    } else if isUnknown(declared, available: available) {
      declared = nil
    }
    declaredByteCount = declared.flatMap { length in declaredByteCount.map { $0 + min(length, 1 << 60) } }
    return start..<start + min(declared ?? available, available)
  }

  /// Writers to a pipe, and recorders that were killed, leave 0 or one of the greatest numbers. 4 GiB and more do not
  /// fit a field of 32 bits, and what is left of them is too little by so much.
  private func isUnknown(_ length: Int?, available: Int) -> Bool {
    guard let length else { return true }
    if length == 0 { return !isFinished && soundRanges.isEmpty }
    return length >= Self.leastUnknownLength && length <= 0xFFFF_FFFF && available < length / 2
      || available - length >= 1 << 32
  }

  /// The bytes of sound that there are.
  private var soundByteCount: Int { soundRanges.reduce(0) { $0 + $1.count } }

  /// The share of the announced sound that the file has no room for, 0 to 1; nil where nothing is missing, or where
  /// frames tell it better.
  var missingShare: Double? {
    guard let declaredByteCount, let format, !soundRanges.isEmpty, !format.isFramewise else { return nil }
    let missing = declaredByteCount - soundByteCount
    return missing > min(format.blockLength, declaredByteCount / 10)
      ? Double(missing) / Double(declaredByteCount) : nil
  }

  /// How many frames the header announces, where that can be told.
  var declaredFrameCount: Int? {
    guard let declaredByteCount, !soundRanges.isEmpty, let format, format.blockLength > 0, format.isFramewise
    else { return nil }
    return declaredByteCount / format.blockLength
  }
}
