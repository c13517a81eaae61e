#if FFmpeg
  internal import CGenreFFmpeg

  /// The sound of any file that FFmpeg's libraries know, at its own rate.
  ///
  /// What an encoder put in front is skipped as FFmpeg skips it. Of a film the best sound stream is decoded, and no
  /// picture.
  final class FFmpegReader: BlockReader {
    let format: AudioFormat
    let expectedFrameCount: Int
    /// What encoders of AAC put in front and at the end, which headers may count as sound.
    let frameTolerance = 8192
    private let handle: OpaquePointer
    private let input: FFmpegInput
    private(set) var partChannelCount: Int
    private(set) var blockSampleRate: Double
    private var isDone = false

    /// - Parameters:
    ///   - name: what the input is, for messages: `an MPEG-4 file`.
    ///   - container: what kind of file it is; nil for what FFmpeg says.
    /// - Throws: ``AudioError``: `unsupported` for an encoding without a decoder, `damaged`, `noSamples` where there is
    ///   no sound stream, `cancelled`.
    init(
      _ cursor: ByteCursor, library: FFmpegLibraries.Handle, name: String, container: AudioFormat.Container?
    ) throws(AudioError) {
      input = FFmpegInput(cursor)
      var access = input.access
      var sound = genre_ffmpeg_sound()
      var status = genre_ffmpeg_ok
      guard let handle = genre_ffmpeg_open(library.pointer, &access, &sound, &status) else {
        throw input.stop ?? FFmpegRefusal(status: status, sound: FFmpegSound(sound)).error(name: name)
      }
      self.handle = handle
      let described = FFmpegSound(sound)
      format = AudioFormat(
        container: container ?? described.container, encoding: described.encoding,
        channelCount: Int(sound.channel_count), sampleRate: Double(sound.sample_rate),
        declaredFrameCount: sound.declared_frame_count > 0 ? Int(sound.declared_frame_count) : nil)
      partChannelCount = format.channelCount
      blockSampleRate = format.sampleRate
      expectedFrameCount = min(format.declaredFrameCount ?? 0, 32 * cursor.byteCount)
    }

    deinit { genre_ffmpeg_close(handle) }

    var warnings: [AudioWarning] {
      guard genre_ffmpeg_is_damaged(handle) || input.stop != nil else { return [] }
      return [AudioWarning(.damaged, "the data are damaged; what could be decoded was used")]
    }

    func seekableFrameCount() -> Int? {
      genre_ffmpeg_is_seekable(handle) ? format.declaredFrameCount : nil
    }

    func seek(toFrame frame: Int) -> Bool {
      isDone = false
      return genre_ffmpeg_seek(handle, Int64(frame))
    }

    func nextBlock() throws(AudioError) -> UnsafeMutableBufferPointer<Float>? {
      guard !isDone else { return nil }
      var block = genre_ffmpeg_block()
      let status = genre_ffmpeg_read(handle, &block)
      if let stop = input.stop, stop.code == .cancelled { throw stop }
      guard status == genre_ffmpeg_ok, block.frame_count > 0 else {
        isDone = true
        return nil
      }
      input.noteSound()
      partChannelCount = Int(block.channel_count)
      blockSampleRate = Double(block.sample_rate)
      return UnsafeMutableBufferPointer(
        start: block.samples, count: Int(block.frame_count) * partChannelCount)
    }
  }
#endif
