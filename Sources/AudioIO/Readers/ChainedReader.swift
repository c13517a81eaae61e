/// Recordings one behind another in one file, read as one: each has a reader of its own, which is made when its turn
/// comes. Their rates and channels may differ; each block says its own.
final class ChainedReader: BlockReader {
  let format: AudioFormat
  let expectedFrameCount: Int
  private(set) var warnings: [AudioWarning] = []
  private let open: Opener
  private let end: Int
  private var reader: any BlockReader
  private var rest: ArraySlice<Range<Int>>
  /// Whether there is one recording, up to what is known.
  private var isSingle: Bool

  /// Makes the reader of a range of the file.
  typealias Opener = (Range<Int>) throws(AudioError) -> any BlockReader

  /// - Parameter ranges: where the recordings lie, at least one. A reader that finds a further one on its way says so by
  ///   its ``BlockReader/continuation``.
  /// - Throws: as `open` does for the first.
  init(_ ranges: [Range<Int>], open: @escaping Opener) throws(AudioError) {
    precondition(!ranges.isEmpty, "a chain has a first recording")
    reader = try open(ranges[0])
    rest = ranges.dropFirst()
    isSingle = ranges.count == 1
    end = ranges[ranges.count - 1].upperBound
    self.open = open
    var format = reader.format
    // That of the first alone is not the whole, and the others are not open yet.
    if ranges.count > 1 { format.declaredFrameCount = nil }
    self.format = format
    expectedFrameCount = reader.expectedFrameCount
  }

  var partChannelCount: Int { reader.partChannelCount }
  var blockChannelCount: Int { reader.blockChannelCount }
  var blockSampleRate: Double { reader.blockSampleRate }

  func nextBlock() throws(AudioError) -> UnsafeMutableBufferPointer<Float>? {
    while true {
      if let block = try reader.nextBlock() { return block }
      note(reader.warnings)
      guard openNext() else { return nil }
    }
  }

  func seekableFrameCount() -> Int? { isSingle ? reader.seekableFrameCount() : nil }

  func seek(toFrame frame: Int) -> Bool { isSingle && reader.seek(toFrame: frame) }

  /// Goes on to the next recording that can be opened.
  private func openNext() -> Bool {
    if let continuation = reader.continuation { rest.insert(continuation..<end, at: rest.startIndex) }
    while let range = rest.popFirst() {
      if Task.isCancelled { return false }
      do throws(AudioError) {
        reader = try open(range)
        isSingle = false
        return true
      } catch {
        note([.leftOut])
      }
    }
    return false
  }

  /// Each once, however many recordings have it.
  private func note(_ found: [AudioWarning]) {
    for warning in found where !warnings.contains(warning) { warnings.append(warning) }
  }
}
