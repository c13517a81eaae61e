internal import CGenreSndfile

/// Everything that has no reader of its own, through libsndfile.
final class SndfileReader: BlockReader {
  let format: AudioFormat
  private(set) var warnings: [AudioWarning] = []
  let expectedFrameCount: Int
  private let handle: OpaquePointer
  private let input: SndfileInput
  private let block: UnsafeMutableBufferPointer<Float>
  /// How many frames libsndfile finds, where it can go to each of them.
  private let seekableCount: Int?

  /// Samples in a block: enough to make calls cheap, little enough to stay in a core's cache.
  private static let blockLength = 8192

  /// - Throws: ``AudioError/Code/damaged`` when libsndfile refuses the header.
  init(
    _ cursor: ByteCursor, container: AudioFormat.Container, declaredFrameCount: Int?
  ) throws(AudioError) {
    input = SndfileInput(cursor)
    var access = SndfileAccess.functions
    var info = SF_INFO()
    guard let handle = sf_open_virtual(&access, CInt(SFM_READ), &info, input.opaquePointer) else {
      throw Self.refusal(container, isCircular: input.isExhausted)
    }
    guard !input.isExhausted else {
      sf_close(handle)
      throw Self.refusal(container, isCircular: true)
    }
    guard info.channels > 0, info.samplerate > 0 else {
      sf_close(handle)
      throw AudioError(.damaged, "its header gives \(info.channels) channels at \(info.samplerate) Hz")
    }
    Self.decodeOpusAtFullRate(handle, &info)
    self.handle = handle
    input.allowDecoding()
    let channelCount = Int(info.channels)
    // libsndfile gives the greatest number where it doesn't know.
    let known = info.frames > 0 && info.frames < 1 << 48 ? Int(info.frames) : nil
    format = AudioFormat(
      container: container, encoding: SndfileEncoding.name(info.format), channelCount: channelCount,
      sampleRate: Double(info.samplerate), declaredFrameCount: declaredFrameCount ?? known)
    seekableCount = info.seekable == 0 ? nil : known
    // An hour of silence is a few kB of FLAC: beyond some rate, let the array grow.
    expectedFrameCount = min(known ?? 0, 32 * cursor.byteCount)
    let frames = max(1, Self.blockLength / channelCount)
    block = .allocate(capacity: frames * channelCount)
  }

  private static func refusal(_ container: AudioFormat.Container, isCircular: Bool) -> AudioError {
    guard !isCircular else {
      return AudioError(
        .damaged,
        "begins as \(container) does, but its header is damaged and leads back to itself; "
          + "try to make or fetch it again")
    }
    return AudioError(
      .damaged,
      "begins as \(container) does, but its header is cut, damaged or of an unsupported encoding; "
        + "try to make or fetch it again")
  }

  deinit {
    sf_close(handle)
    block.deallocate()
  }

  /// Opus is coded at 48 kHz. Its header only notes the rate of what was encoded, and libsndfile would decode at a rate
  /// near that, or at 8 kHz where nothing is noted.
  private static func decodeOpusAtFullRate(_ handle: OpaquePointer, _ info: inout SF_INFO) {
    var rate: CInt = 48_000
    guard Int(info.format) & Int(SF_FORMAT_SUBMASK) == Int(SF_FORMAT_OPUS), info.samplerate != rate else {
      return
    }
    sf_command(handle, CInt(SFC_SET_ORIGINAL_SAMPLERATE), &rate, CInt(MemoryLayout<CInt>.size))
    sf_command(handle, CInt(SFC_GET_CURRENT_SF_INFO), &info, CInt(MemoryLayout<SF_INFO>.size))
  }

  func seekableFrameCount() -> Int? {
    guard let seekableCount, let declared = format.declaredFrameCount else { return seekableCount }
    return abs(declared - seekableCount) <= frameTolerance ? seekableCount : nil
  }

  func seek(toFrame frame: Int) -> Bool {
    sf_seek(handle, sf_count_t(frame), CInt(SEEK_SET)) == sf_count_t(frame)
  }

  func nextBlock() throws(AudioError) -> UnsafeMutableBufferPointer<Float>? {
    let capacity = block.count / format.channelCount
    var frames = read(capacity)
    // A damaged stretch ends one read early; the decoder may find its way behind it.
    if frames == 0, hasFailed {
      noteDamage()
      frames = read(capacity)
    }
    if input.isExhausted { noteDamage() }
    guard frames > 0 else { return nil }
    return UnsafeMutableBufferPointer(rebasing: block[..<(frames * format.channelCount)])
  }

  private func read(_ frames: Int) -> Int {
    max(0, Int(sf_readf_float(handle, block.baseAddress, sf_count_t(frames))))
  }

  private var hasFailed: Bool { sf_error(handle) != 0 }

  private func noteDamage() {
    guard warnings.isEmpty else { return }
    warnings.append(AudioWarning(.damaged, "the data are damaged; what could be decoded was used"))
  }
}
