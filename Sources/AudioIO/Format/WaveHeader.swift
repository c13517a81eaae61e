/// A WAVE file of any kind: RIFF, RIFX, RF64, BW64 or Wave64. What its chunks say, in whatever order they stand, and
/// where the sound lies.
///
/// Chunks that are unknown are passed over; behind one whose length is a lie, the format and the sound are searched for.
struct WaveHeader {
  /// The first format that says something; nil where there is none.
  private(set) var format: WaveFormat?
  /// Where the content of that chunk lies.
  private(set) var formatRange: Range<Int>?
  /// Where the content of the first `fact` chunk lies.
  private(set) var factRange: Range<Int>?
  /// Where the sound lies, a range for each `data` chunk.
  private(set) var soundRanges: [Range<Int>] = []
  /// Where another WAVE file begins behind this one, most often because somebody joined them.
  private(set) var nextStart: Int?
  let isBigEndian: Bool
  /// The bytes of sound that the header announces; nil where it does not know.
  private var declaredByteCount: Int? = 0

  private let source: any ByteSource
  private let isWave64: Bool
  private let end: Int
  private let layout: ChunkLayout
  private var wideByteCount: Int?
  /// Where the shortest format would end, until something was searched for from there.
  private var formatEnd: Int?

  /// What sox and espeak-ng write where they cannot come back to correct it, less a block.
  private static let leastUnknownLength = 0x7FFF_0000
  /// How far behind a damaged chunk the next is searched for.
  private static let searchLimit = 1 << 20

  /// Reads the header at `start`.
  ///
  /// - Parameter end: where the file is known to end, as because another begins there; nil for the end of the source.
  init(_ source: any ByteSource, at start: Int, until end: Int? = nil) {
    self.source = source
    self.end = end ?? source.byteCount
    let mark = source.bytes(at: start, count: 4)
    isWave64 = mark == Array("riff".utf8)
    isBigEndian = mark == Array("RIFX".utf8)
    layout = isWave64 ? .wave64 : isBigEndian ? .iff : .riff
    walk(
      ChunkWalker(source, from: start + (isWave64 ? 40 : 12), until: self.end, layout: layout),
      isWholeSource: end == nil)
    if let format, format.isAmbiguous, let sound = soundRanges.first {
      let bytes = source.bytes(at: sound.lowerBound, count: min(sound.count, 65_536))
      self.format = format.resolved(by: bytes, isBigEndian: isBigEndian)
    }
  }

  private mutating func walk(_ chunks: ChunkWalker, isWholeSource: Bool) {
    var walker = chunks
    while let chunk = walker.next() {
      if isFile(at: chunk.start) {
        nextStart = chunk.start
      } else if chunk.name == "data" {
        let range = soundRange(chunk, mayHoldNext: isWholeSource)
        soundRanges.append(range)
        walker.resume(behind: range.count, of: chunk.start)
      } else {
        read(chunk)
        if !chunk.isWhole { resume(&walker, behind: chunk) }
      }
      if nextStart != nil { return }
    }
  }

  private mutating func read(_ chunk: Chunk) {
    switch chunk.name {
    case "fmt " where format.map { $0.sampleRate == 0 } ?? true:
      let bytes = source.bytes(at: chunk.body.lowerBound, count: min(chunk.body.count, 40))
      guard let found = WaveFormat(ByteFields(bytes, isBigEndian: isBigEndian)) else { return }
      format = found
      formatRange = chunk.body
      formatEnd = chunk.body.lowerBound + 16
    case "fact" where factRange == nil: factRange = chunk.body
    case "ds64" where wideByteCount == nil:
      wideByteCount = ByteFields(source.bytes(at: chunk.body.lowerBound, count: 16)).integer(at: 8, width: 8)
    default: break
    }
  }

  /// Goes on behind a chunk that claims more than there is: with the format or the sound, or, where there is sound
  /// already, with the next file.
  private mutating func resume(_ walker: inout ChunkWalker, behind chunk: Chunk) {
    // A format that is longer or shorter than it says hides the name behind it, once.
    let start = formatEnd ?? chunk.start + 4
    formatEnd = nil
    let rest = (start..<max(end, start)).prefix(Self.searchLimit)
    if soundRanges.isEmpty {
      let names =
        isWave64 ? ["fmt ", "data"].map { Self.wave64Name($0) } : ["fmt ", "data"].map { Array($0.utf8) }
      if let found = source.firstOffset(of: names, in: rest) { walker.resume(from: found) }
    } else {
      nextStart = nextFile(in: rest)
    }
  }

  private static let wave64Mark: [UInt8] = [0x72, 0x69, 0x66, 0x66, 0x2E, 0x91, 0xCF, 0x11]

  private static func wave64Name(_ name: String) -> [UInt8] {
    Array(name.utf8) + [0xF3, 0xAC, 0xD3, 0x11, 0x8C, 0xD1, 0x00, 0xC0, 0x4F, 0x8E, 0xDB, 0x8A]
  }
}

extension WaveHeader {
  /// Where the sound of a `data` chunk lies, and notes how long it was meant to be.
  ///
  /// - Parameter mayHoldNext: whether another file may begin before the end.
  private mutating func soundRange(_ chunk: Chunk, mayHoldNext: Bool) -> Range<Int> {
    let start = chunk.body.lowerBound
    let available = end - start
    var declared = chunk.declaredLength
    if declared == 0xFFFF_FFFF, let wideByteCount, wideByteCount > 0 {
      declared = wideByteCount
    } else if isUnknown(declared, at: start) {
      declared = nil
    }
    declaredByteCount = declared.flatMap { length in declaredByteCount.map { $0 + min(length, 1 << 60) } }
    if let declared, declared <= available { return start..<start + declared }
    if mayHoldNext { nextStart = nextFile(in: start..<end) }
    return start..<(nextStart ?? end)
  }

  /// Writers to a pipe, and recorders that were killed, leave 0 or one of the greatest numbers. 4 GiB and more do not
  /// fit a field of 32 bits, and what is left of them is too little by so much.
  private func isUnknown(_ length: Int?, at start: Int) -> Bool {
    guard let length else { return true }
    let available = end - start
    if length == 0 { return soundRanges.isEmpty && !isChunk(at: start) }
    return length >= Self.leastUnknownLength && length <= 0xFFFF_FFFF && available < length / 2
      || !isWave64 && available - length >= 1 << 32
  }

  /// Whether a chunk begins here, and no sound: behind a length of 0 that is meant.
  private func isChunk(at start: Int) -> Bool {
    var walker = ChunkWalker(source, from: start, until: end, layout: layout)
    guard let chunk = walker.next() else { return false }
    let isName = chunk.name.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    return isName && chunk.isWhole || ["data", "fmt ", "LIST"].contains(chunk.name) || isFile(at: start)
  }

  /// Whether a file of the kind begins here.
  private func isFile(at offset: Int) -> Bool {
    let head = source.bytes(at: offset, count: 28)
    if isWave64 { return head.starts(with: Self.wave64Mark) && head.dropFirst(24).starts(with: "wave".utf8) }
    return ["RIFF", "RIFX", "RF64", "BW64"].contains { head.starts(with: $0.utf8) }
      && head.dropFirst(8).starts(with: "WAVE".utf8)
  }

  /// Where the next file begins in a range; its form is followed by a chunk that files begin with.
  private func nextFile(in range: Range<Int>) -> Int? {
    var rest = range
    let patterns = ["fmt ", "ds64", "JUNK", "bext", "LIST"].map { Array("WAVE\($0)".utf8) }
    while let found = source.firstOffset(of: patterns, in: rest) {
      if found - 8 >= range.lowerBound, isFile(at: found - 8) { return found - 8 }
      rest = found + 1..<range.upperBound
    }
    return nil
  }
}

extension WaveHeader {
  /// The bytes of sound that there are.
  private var soundByteCount: Int { soundRanges.reduce(0) { $0 + $1.count } }

  /// The share of the announced sound that the file has no room for, 0 to 1; nil where nothing is missing.
  private var missingShare: Double? {
    guard let declaredByteCount, let format, !soundRanges.isEmpty else { return nil }
    let missing = declaredByteCount - soundByteCount
    return missing > min(format.frameLength ?? format.blockLength, declaredByteCount / 10)
      ? Double(missing) / Double(declaredByteCount) : nil
  }

  /// What is said where sound is missing.
  var cutWarning: AudioWarning? {
    missingShare.map {
      AudioWarning(.truncated, "cut short: \(Int(($0 * 100).rounded(.up))) % of the sound is missing")
    }
  }

  /// How many frames the header announces, where that can be told.
  var declaredFrameCount: Int? {
    guard let declaredByteCount, !soundRanges.isEmpty, let length = format?.frameLength else { return nil }
    return declaredByteCount / length
  }

  /// Where in a source the files lie that begin at `start`, one behind another.
  static func files(_ source: any ByteSource, from start: Int) -> [Range<Int>] {
    var starts = [start]
    while starts.count < fileLimit, let next = WaveHeader(source, at: starts[starts.count - 1]).nextStart {
      starts.append(next)
    }
    return zip(starts, starts.dropFirst() + [source.byteCount]).map { $0..<$1 }
  }

  /// More than a recorder writes that begins a file each second for half a day.
  private static let fileLimit = 1 << 16
}
