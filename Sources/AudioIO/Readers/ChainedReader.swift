/// Recordings one behind another in one file, heard as one: each has a reader of its own, which is made when its turn
/// comes.
final class ChainedReader: BlockReader {
  let format: AudioFormat
  let expectedFrameCount: Int
  private(set) var warnings: [AudioWarning] = []
  private let open: Opener
  private var reader: any BlockReader
  private var rest: ArraySlice<Range<Int>>
  private var remixed = RemixedBlock()

  /// Makes the reader of a range of the file.
  typealias Opener = (Range<Int>) throws(AudioError) -> any BlockReader

  /// - Parameter ranges: where the recordings lie, at least one; the first says what the channels and the rate are.
  /// - Throws: as `open` does for the first.
  init(_ ranges: [Range<Int>], open: @escaping Opener) throws(AudioError) {
    precondition(!ranges.isEmpty, "a chain has a first recording")
    reader = try open(ranges[0])
    rest = ranges.dropFirst()
    self.open = open
    var format = reader.format
    // That of the first alone is not the whole, and the others are not open yet.
    format.declaredFrameCount = nil
    self.format = format
    expectedFrameCount = reader.expectedFrameCount
  }

  func nextBlock() throws(AudioError) -> UnsafeMutableBufferPointer<Float>? {
    while true {
      if let block = try reader.nextBlock() { return matched(block) }
      note(reader.warnings)
      guard openNext() else { return nil }
    }
  }

  private func matched(_ block: UnsafeMutableBufferPointer<Float>) -> UnsafeMutableBufferPointer<Float> {
    let channelCount = reader.blockChannelCount
    if channelCount == format.channelCount { return block }
    return remixed.fill(block, from: channelCount, to: format.channelCount)
  }

  /// Goes on to the next recording that can be opened.
  private func openNext() -> Bool {
    while let range = rest.popFirst() {
      do throws(AudioError) {
        reader = try open(range)
      } catch {
        note([AudioWarning(.damaged, "a recording further on in the file can't be opened and was left out")])
        continue
      }
      guard reader.format.sampleRate == format.sampleRate else {
        note([.formatChange(from: format.sampleRate, to: reader.format.sampleRate)])
        rest = []
        return false
      }
      return true
    }
    return false
  }

  /// Each once, however many recordings have it.
  private func note(_ found: [AudioWarning]) {
    for warning in found where !warnings.contains(warning) { warnings.append(warning) }
  }
}
