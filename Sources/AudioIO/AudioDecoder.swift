/// Decodes audio of any supported format, told by its content and never by its name.
///
/// A value that only holds ``AudioLimits``: copy it, share it between threads, decode on all of them at once.
/// MPEG audio (MP3, layers I to III) goes through libmpg123, FLAC through libFLAC, uncompressed samples of WAVE files
/// are read directly, most other formats go through libsndfile, and what none of these knows (AAC, ALAC in M4A, WMA,
/// films) through FFmpeg's libraries, where they are installed and the trait `FFmpeg` is on.
public struct AudioDecoder: Sendable, Hashable {
  /// The limits of the decoder.
  public var limits: AudioLimits

  /// Creates a decoder.
  public init(limits: AudioLimits = AudioLimits()) { self.limits = limits }

  /// Decodes a whole file, with the channels and the sample rate that it has. Where they change on the way, all of it
  /// gets those of the first part.
  ///
  /// - Parameter path: a file, a pipe or a device.
  /// - Throws: ``AudioError`` with the path.
  /// - Complexity: memory grows with the length; for long files see ``stream(_:resampledTo:)``.
  public func decode(contentsOf path: String) throws(AudioError) -> DecodedAudio {
    try decode(.file(path: path))
  }

  /// Whether a file is audio that can be decoded, as far as its beginning tells.
  ///
  /// - Parameter path: a file; pipes and devices are not looked at.
  public static func recognizes(contentsOf path: String) -> Bool {
    guard let file = try? FileDescriptor(path: path), let count = file.seekableByteCount else { return false }
    return (try? FormatSniffer.recognize(FileBytes(file, byteCount: count))) != nil
  }

  /// Decodes the bytes of a whole file, with the channels and the sample rate that it has.
  public func decode(_ bytes: [UInt8]) throws(AudioError) -> DecodedAudio {
    try decode(.bytes(bytes))
  }

  /// Decodes an input, with the channels and the sample rate that it has.
  ///
  /// - Parameters:
  ///   - source: a file or bytes.
  ///   - seconds: how much of its beginning is decoded, so that memory is bounded; above 0, nil for the whole.
  public func decode(_ source: AudioSource, first seconds: Double? = nil) throws(AudioError) -> DecodedAudio {
    precondition(seconds.map { $0 > 0 } ?? true, "a beginning lasts more than 0 s")
    let run = try open(source, mixesDown: false)
    let channelCount = run.format.channelCount
    let wanted = seconds.map { Int(min($0 * run.format.sampleRate, 1e12)) * channelCount } ?? .max
    var collector = SignalCollector(
      channelCount: channelCount, sampleRate: run.format.sampleRate,
      reserved: min(wanted, run.reservedCount(samplesPerFrame: Double(channelCount))))
    while collector.count < wanted, let block = try run.nextBlock() {
      try collector.append(block, channelCount: run.blockChannelCount, sampleRate: run.blockSampleRate)
    }
    let signal = try collector.signal(first: wanted)
    return DecodedAudio(signal: signal, format: run.format, warnings: run.warnings)
  }

  /// Opens an input to be read piece by piece: mixed down to one channel, then resampled.
  ///
  /// - Parameters:
  ///   - source: a file or bytes.
  ///   - rate: the sample rate wanted, in Hz; nil for the one that the input has.
  /// - Returns: a stream whose memory doesn't grow with the length (beyond what `source` itself holds).
  public func stream(
    _ source: AudioSource, resampledTo rate: Double? = nil
  ) throws(AudioError) -> AudioStream {
    let run = try open(source, mixesDown: true)
    do {
      return try AudioStream(run, rate: rate ?? run.format.sampleRate)
    } catch {
      throw error.named(source.name)
    }
  }

  private func open(_ source: AudioSource, mixesDown: Bool) throws(AudioError) -> DecodingRun {
    do {
      return try DecodingRun(source, limits: limits, mixesDown: mixesDown)
    } catch {
      throw error.named(source.name)
    }
  }
}
