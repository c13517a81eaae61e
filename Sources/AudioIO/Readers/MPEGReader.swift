internal import CGenreMpg123

/// MPEG audio, layers I to III, through libmpg123.
///
/// Gapless: the silence that the encoder's tag declares is cut off, as libsndfile (and so librosa) does.
final class MPEGReader: BlockReader {
  let format: AudioFormat
  let expectedFrameCount: Int
  let blockChannelCount: Int
  let handle: OpaquePointer
  private let input: MPEGInput
  private var channelCount = 0
  private var damage = MPEGDamage()
  private var remixed = RemixedBlock()
  private var isDone = false

  /// - Parameter mixesDown: whether blocks have one channel, the mean; only where ``MPEGMixing`` finds it exact.
  init(
    _ cursor: ByteCursor, header: MPEGFrameHeader, container: AudioFormat.Container,
    declaredFrameCount: Int?, mixesDown: Bool = false
  ) throws(AudioError) {
    input = MPEGInput(cursor)
    format = AudioFormat(
      container: container, encoding: header.name, channelCount: header.channelCount,
      sampleRate: Double(header.sampleRate), declaredFrameCount: declaredFrameCount)
    // Exact at a constant bit rate; a variable one most often declares its length.
    let ofBytes = cursor.byteCount / (header.frameLength ?? 1024) * header.samplesPerFrame
    expectedFrameCount = min(declaredFrameCount ?? ofBytes, 32 * cursor.byteCount)
    blockChannelCount = mixesDown ? 1 : header.channelCount
    guard MPEGLibrary.isReady, let handle = mpg123_new(nil, nil) else {
      throw AudioError(.systemFailure, "libmpg123 could not be set up; free some memory")
    }
    self.handle = handle
    guard MPEGLibrary.open(handle, on: input, mixesDown: mixesDown) else {
      throw AudioError(.damaged, "libmpg123 could not open the MPEG stream")
    }
  }

  var warnings: [AudioWarning] { damage.warnings }

  /// A stream of another rate is decoded anew from its first frame, as if it were alone: then nothing of it is lost.
  var continuation: Int? { damage.changeOffset.map { input.cursor.start + $0 } }

  deinit {
    mpg123_close(handle)
    mpg123_delete(handle)
  }

  /// What follows is decoded, although the end was there before.
  func forgetEnd() {
    isDone = false
    damage.forgetEnd()
  }

  func nextBlock() throws(AudioError) -> UnsafeMutableBufferPointer<Float>? {
    while !isDone {
      var frameNumber: off_t = 0
      var audio: UnsafeMutablePointer<UInt8>?
      var byteCount = 0
      let status = mpg123_decode_frame(handle, &frameNumber, &audio, &byteCount)
      switch status {
      case Int32(MPG123_NEW_FORMAT.rawValue): adoptFormat()
      case Int32(MPG123_OK.rawValue): damage.noteFrame()
      case Int32(MPG123_DONE.rawValue):
        damage.noteEnd()
        isDone = true
      default: damage.noteError()
      }
      if damage.isEnd { isDone = true }
      if let audio, byteCount > 0, let block = block(audio, byteCount) { return block }
    }
    return nil
  }

  private func adoptFormat() {
    var rate: CLong = 0
    var channels: CInt = 0
    var encoding: CInt = 0
    guard mpg123_getformat(handle, &rate, &channels, &encoding) == 0, channels > 0 else { return }
    channelCount = Int(channels)
    damage.note(
      isOwnRate: Double(rate) == format.sampleRate, offset: max(0, Int(mpg123_framepos(handle))))
  }

  private func block(
    _ audio: UnsafeMutablePointer<UInt8>, _ byteCount: Int
  ) -> UnsafeMutableBufferPointer<Float>? {
    guard !isDone, channelCount > 0, !damage.isForeign else { return nil }
    let sampleCount = byteCount / MemoryLayout<Float>.stride
    let samples = UnsafeMutableRawPointer(audio).assumingMemoryBound(to: Float.self)
    let block = UnsafeMutableBufferPointer(start: samples, count: sampleCount)
    if channelCount == blockChannelCount { return block }
    return remixed.fill(block, from: channelCount, to: blockChannelCount)
  }
}
