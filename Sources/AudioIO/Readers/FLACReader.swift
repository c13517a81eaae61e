internal import CGenreFLAC

/// FLAC of 4 to 32 bits, by itself or in Ogg, through libFLAC.
///
/// The format is that of the first frame that could be decoded, because frames say what they are and headers can be
/// damaged or missing. What lies behind a damaged place is read; it is the same rule as for MPEG audio and Ogg.
final class FLACReader: BlockReader {
  let format: AudioFormat
  let expectedFrameCount: Int
  private let decoder: UnsafeMutablePointer<FLAC__StreamDecoder>
  private let input: FLACInput
  private let frames: FLACFrames
  private var first: UnsafeMutableBufferPointer<Float>?
  private var isDone = false

  /// - Parameters:
  ///   - range: of the source: from the mark `fLaC` or from a frame on, or pages of an Ogg stream.
  /// - Throws: ``AudioError/Code/damaged`` where there is neither a header nor a frame.
  init(
    _ source: any ByteSource, range: Range<Int>, container: AudioFormat.Container
  ) throws(AudioError) {
    let isOgg = container == .ogg
    let header = isOgg ? nil : FLACHeader(source, at: range.lowerBound)
    let start = min(header?.framesOffset ?? range.lowerBound, range.upperBound)
    input = FLACInput(
      ByteCursor(source, range: start..<range.upperBound), head: header?.leanBytes ?? [], findsNext: !isOgg)
    frames = FLACFrames(input, shape: header?.shape)
    decoder = try Self.makeDecoder(for: frames, isOgg: isOgg)
    first = Self.decode(decoder, frames)
    guard let shape = frames.shape else {
      FLAC__stream_decoder_delete(decoder)
      throw AudioError(
        .damaged,
        "begins as FLAC does, but its header is damaged and no frame of sound follows; try to fetch it again")
    }
    let declared = Self.declaredFrameCount(decoder)
    format = AudioFormat(
      container: container, encoding: isOgg ? "FLAC" : "\(shape.bitsPerSample)-bit PCM",
      channelCount: shape.channelCount, sampleRate: shape.sampleRate, declaredFrameCount: declared)
    // An hour of silence is a few kB: beyond some rate, let the array grow.
    expectedFrameCount = min(declared ?? 0, 32 * range.count)
  }

  deinit { FLAC__stream_decoder_delete(decoder) }

  var partChannelCount: Int { frames.shape?.channelCount ?? format.channelCount }
  var blockSampleRate: Double { frames.shape?.sampleRate ?? format.sampleRate }
  var continuation: Int? { input.nextRecording }

  var warnings: [AudioWarning] {
    var warnings: [AudioWarning] = []
    if frames.isDamaged {
      warnings.append(AudioWarning(.damaged, "the FLAC data are damaged; what could be decoded was used"))
    }
    if continuation != nil { warnings.append(.severalRecordings) }
    return warnings
  }

  func nextBlock() throws(AudioError) -> UnsafeMutableBufferPointer<Float>? {
    if let block = first {
      first = nil
      return block
    }
    guard !isDone else { return nil }
    let block = Self.decode(decoder, frames)
    isDone = block == nil
    return block
  }

  /// A header may announce more than there is; the caller looks at the end.
  func seekableFrameCount() -> Int? { format.container == .flac ? format.declaredFrameCount : nil }

  func seek(toFrame frame: Int) -> Bool {
    (first, isDone) = (nil, false)
    frames.prepareSeek()
    guard FLAC__stream_decoder_seek_absolute(decoder, FLAC__uint64(frame)) != 0 else { return false }
    // libFLAC gives the samples from there to the end of their frame while it seeks.
    first = frames.takeBlock()
    return true
  }

  private static func makeDecoder(
    for frames: FLACFrames, isOgg: Bool
  ) throws(AudioError) -> UnsafeMutablePointer<FLAC__StreamDecoder> {
    guard let decoder = FLAC__stream_decoder_new() else {
      throw AudioError(.systemFailure, "libFLAC could not be set up; free some memory")
    }
    guard frames.attach(to: decoder, isOgg: isOgg) else {
      FLAC__stream_decoder_delete(decoder)
      throw AudioError(.unsupported, "is FLAC in an Ogg file, which the libFLAC here was built without")
    }
    return decoder
  }

  /// Decodes until there are samples; nil at the end.
  private static func decode(
    _ decoder: UnsafeMutablePointer<FLAC__StreamDecoder>, _ frames: FLACFrames
  ) -> UnsafeMutableBufferPointer<Float>? {
    while true {
      // Each call reads on, by a block of metadata or by a frame.
      let isRunning = FLAC__stream_decoder_process_single(decoder) != 0
      if let block = frames.takeBlock() { return block }
      if frames.hasLongGap, FLAC__stream_decoder_flush(decoder) != 0 {
        frames.skipGap()
        continue
      }
      let state = FLAC__stream_decoder_get_state(decoder).rawValue
      guard isRunning, state < FLAC__STREAM_DECODER_END_OF_STREAM.rawValue else { return nil }
    }
  }

  private static func declaredFrameCount(_ decoder: UnsafeMutablePointer<FLAC__StreamDecoder>) -> Int? {
    let count = Int(FLAC__stream_decoder_get_total_samples(decoder))
    return count > 0 ? count : nil
  }
}
