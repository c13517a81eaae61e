internal import CGenreFLAC

/// What libFLAC gives in one step: the samples of a frame, silence in place of lost ones in front of it, and what was
/// wrong.
final class FLACFrames {
  private let input: FLACInput
  private var storage = UnsafeMutableBufferPointer<Float>(start: nil, count: 0)
  private var sampleCount = 0
  /// What the latest samples are; before the first, what the metadata say.
  private(set) var shape: FLACShape?
  /// Whether sound was found behind a damaged place, or a frame was damaged itself.
  private(set) var isDamaged = false
  /// Whether more silence than a gap should have made the latest step stop.
  private(set) var hasLongGap = false
  /// Whether the decoder is looking for a frame since the last one.
  private var isLost = false
  private var hasBadChecksum = false
  private var wasBad = false
  /// The number of the sample behind the latest frame, counted in the stream.
  private var nextSample: UInt64?

  /// The longest gap that is filled, in seconds: more than the longest frame. libFLAC from 1.4 on would fill one of any
  /// length, days where a frame's number is wrong.
  private static let gapLimit = 10.0

  init(_ input: FLACInput, shape: FLACShape?) {
    self.input = input
    self.shape = shape
  }

  deinit { storage.deallocate() }

  /// The samples of the latest step, once; nil where there are none.
  func takeBlock() -> UnsafeMutableBufferPointer<Float>? {
    guard sampleCount > 0 else { return nil }
    defer { sampleCount = 0 }
    return UnsafeMutableBufferPointer(rebasing: storage[..<sampleCount])
  }

  private func read(_ address: UnsafeMutablePointer<UInt8>, _ count: inout Int)
    -> FLAC__StreamDecoderReadStatus
  {
    guard let given = input.read(into: address, count: count) else {
      return FLAC__STREAM_DECODER_READ_STATUS_ABORT
    }
    count = given
    return given > 0
      ? FLAC__STREAM_DECODER_READ_STATUS_CONTINUE : FLAC__STREAM_DECODER_READ_STATUS_END_OF_STREAM
  }

  /// Up to 1.3, libFLAC makes silence of a frame whose checksum is wrong. It keeps its place if it is like those in front of it;
  /// but not twice in a row, or a few bytes that look like headers would make hours. Frames that were lost altogether
  /// are silence, too, so that what follows stays in its place: libFLAC from 1.4 on sees to that, before it is done here.
  ///
  /// - Returns: false to stop in the middle of a gap that is too long.
  private func write(
    _ frame: UnsafePointer<FLAC__Frame>, _ channels: UnsafePointer<UnsafePointer<FLAC__int32>?>
  ) -> Bool {
    let header = frame.pointee.header
    let found = FLACShape(
      channelCount: Int(header.channels), sampleRate: Double(header.sample_rate),
      bitsPerSample: Int(header.bits_per_sample))
    let isBad = hasBadChecksum
    defer { (hasBadChecksum, wasBad) = (false, isBad) }
    if isBad || isLost { isDamaged = true }
    guard !isBad || (found == shape && !wasBad), header.sample_rate > 0 else {
      isLost = true
      return true
    }
    guard sampleCount == 0 || isShort(sampleCount / found.channelCount, header) && found == shape else {
      (sampleCount, hasLongGap) = (0, true)
      return false
    }
    let silence = found == shape ? lostSamples(before: header) * found.channelCount : 0
    (shape, isLost) = (found, false)
    nextSample = header.number.sample_number &+ UInt64(header.blocksize)
    let start = sampleCount + silence
    makeRoom(for: start + Int(header.blocksize) * found.channelCount)
    storage[start - silence..<start].update(repeating: 0)
    genre_flac_interleave(frame, channels, storage.baseAddress.map { $0 + start })
    return true
  }

  /// How many samples of each channel are missing in front of a frame.
  private func lostSamples(before header: FLAC__FrameHeader) -> Int {
    guard isLost, let nextSample, header.number.sample_number > nextSample else { return 0 }
    let count = Int(clamping: header.number.sample_number - nextSample)
    return isShort(count, header) ? count : 0
  }

  private func isShort(_ count: Int, _ header: FLAC__FrameHeader) -> Bool {
    Double(count) <= Self.gapLimit * Double(header.sample_rate)
  }

  /// Makes the latest samples as many, and keeps what there are.
  private func makeRoom(for count: Int) {
    if storage.count < count {
      let larger = UnsafeMutableBufferPointer<Float>.allocate(capacity: max(count, 2 * storage.count))
      _ = larger.update(fromContentsOf: storage[..<sampleCount])
      storage.deallocate()
      storage = larger
    }
    sampleCount = count
  }

  /// Forgets that there was a gap; what follows is found anew.
  func skipGap() {
    (hasLongGap, isLost, nextSample) = (false, true, nil)
  }

  /// Forgets where the latest frame was; what follows lies elsewhere.
  func prepareSeek() {
    (sampleCount, hasLongGap, isLost, hasBadChecksum, wasBad, nextSample) = (
      0, false, false, false, false, nil
    )
  }

  private func note(_ status: FLAC__StreamDecoderErrorStatus) {
    if status == FLAC__STREAM_DECODER_ERROR_STATUS_FRAME_CRC_MISMATCH {
      (hasBadChecksum, isDamaged) = (true, true)
    } else {
      isLost = true
    }
  }
}

extension FLACFrames {
  /// Sets a decoder up to read the input and to give its frames here; this value must outlive it.
  func attach(to decoder: UnsafeMutablePointer<FLAC__StreamDecoder>, isOgg: Bool) -> Bool {
    let start = isOgg ? FLAC__stream_decoder_init_ogg_stream : FLAC__stream_decoder_init_stream
    let status = start(
      decoder,
      { _, address, count, data in
        guard let data, let address, let count else { return FLAC__STREAM_DECODER_READ_STATUS_ABORT }
        return FLACFrames.at(data).read(address, &count.pointee)
      },
      { _, offset, data in
        guard let data, FLACFrames.at(data).input.seek(to: Int(offset)) else {
          return FLAC__STREAM_DECODER_SEEK_STATUS_ERROR
        }
        return FLAC__STREAM_DECODER_SEEK_STATUS_OK
      },
      { _, offset, data in
        guard let data, let offset else { return FLAC__STREAM_DECODER_TELL_STATUS_ERROR }
        offset.pointee = UInt64(FLACFrames.at(data).input.position)
        return FLAC__STREAM_DECODER_TELL_STATUS_OK
      },
      { _, length, data in
        guard let data, let length else { return FLAC__STREAM_DECODER_LENGTH_STATUS_ERROR }
        length.pointee = UInt64(FLACFrames.at(data).input.byteCount)
        return FLAC__STREAM_DECODER_LENGTH_STATUS_OK
      },
      { _, data in data.map { FLACFrames.at($0).input.isAtEnd ? 1 : 0 } ?? 1 },
      { _, frame, channels, data in
        guard let data, let frame, let channels else { return FLAC__STREAM_DECODER_WRITE_STATUS_ABORT }
        return FLACFrames.at(data).write(frame, channels)
          ? FLAC__STREAM_DECODER_WRITE_STATUS_CONTINUE : FLAC__STREAM_DECODER_WRITE_STATUS_ABORT
      },
      nil,
      { _, status, data in
        if let data { FLACFrames.at(data).note(status) }
      }, Unmanaged.passUnretained(self).toOpaque())
    return status == FLAC__STREAM_DECODER_INIT_STATUS_OK
  }

  private static func at(_ pointer: UnsafeMutableRawPointer) -> FLACFrames {
    Unmanaged.fromOpaque(pointer).takeUnretainedValue()
  }
}
