/// Sound from a pipe, decoded as it comes.
///
/// WAVE files and raw samples are read directly, MPEG audio (MP3) by libmpg123, and everything else (Ogg, AAC, FLAC) by
/// FFmpeg's libraries, where they are. A stream may be joined in the middle, and a further one may follow. Holds a few megabytes at
/// most. A class because it has a position; used by one task at a time.
package final class LiveAudio {
  /// Samples with interleaved channels.
  package struct Block {
    /// Finite or not; full scale is 1.
    package let samples: [Float]
    package let channelCount: Int
    /// In Hz.
    package let sampleRate: Double
  }

  private enum Part {
    case samples(PipedSamples)
    case reader(any BlockReader)
  }

  private let name: String
  private let source: PipedBytes
  private let file: FileDescriptor?
  private let raw: RawAudioFormat?
  private let limits: AudioLimits
  private var part: Part?
  private var partCount = 0
  /// What was odd about the streams that have ended, such as damage. That another one followed is no warning here.
  package private(set) var warnings: [AudioWarning] = []
  /// Where the next part is looked for.
  private var next = 0

  /// How much is looked at before an input is refused.
  private static let examined = 1 << 20

  /// Opens an input; nothing is read yet.
  ///
  /// - Parameters:
  ///   - path: A pipe, a file or a device; `-` for standard input.
  ///   - raw: The format where there is no header.
  ///   - isStopped: Asked at least ten times a second while nothing comes; where it is true, the stream ends.
  package init(
    path: String, raw: RawAudioFormat?, limits: AudioLimits = AudioLimits(),
    isStopped: @escaping @Sendable () -> Bool
  ) throws(AudioError) {
    do {
      file = path == "-" ? nil : try FileDescriptor(path: path)
    } catch {
      throw error.named(path)
    }
    name = path
    source = PipedBytes(file?.number ?? 0, isStopped: isStopped)
    self.raw = raw
    self.limits = limits
  }

  /// Waits for the next samples; nil at the end.
  ///
  /// - Throws: ``AudioError``: `empty`, `notAudio`, `unsupported`, `damaged`, `unreadable`, `limitExceeded`.
  package func nextBlock() throws(AudioError) -> Block? {
    do {
      return try nextUnnamedBlock()
    } catch {
      throw error.named(name)
    }
  }

  private func nextUnnamedBlock() throws(AudioError) -> Block? {
    while true {
      if part == nil { part = try nextPart() }
      guard let part else { return nil }
      if let block = try block(of: part) { return block }
      if case .reader(let reader) = part { note(reader.warnings) }
      next = end(of: part)
      self.part = nil
    }
  }

  private func note(_ found: [AudioWarning]) {
    for warning in found where warning != .severalRecordings && !warnings.contains(warning) {
      warnings.append(warning)
    }
  }

  private func block(of part: Part) throws(AudioError) -> Block? {
    switch part {
    case .samples(let samples):
      let block = samples.nextBlock()
      guard !block.isEmpty else { return nil }
      return Block(samples: block, channelCount: samples.channelCount, sampleRate: samples.sampleRate)
    case .reader(let reader):
      guard let block = try reader.nextBlock() else { return nil }
      try limits.check(channelCount: reader.blockChannelCount, sampleRate: reader.blockSampleRate)
      return Block(
        samples: Array(block), channelCount: reader.blockChannelCount, sampleRate: reader.blockSampleRate)
    }
  }

  /// Where what follows a part that has ended begins.
  private func end(of part: Part) -> Int {
    switch part {
    case .samples(let samples): samples.position
    case .reader(let reader): max(next + 1, reader.continuation ?? source.end)
    }
  }

  /// Waits for the beginning of a stream; nil where nothing more comes.
  private func nextPart() throws(AudioError) -> Part? {
    if let raw {
      defer { partCount += 1 }
      return partCount == 0 ? try rawPart(raw) : nil
    }
    while let head = try nextHead() {
      do throws(AudioError) {
        let part = try makePart(head)
        partCount += 1
        return part
      } catch {
        // What follows a stream that was understood may be anything, such as the end of a cut one.
        guard partCount > 0 else { throw error }
        next += max(1, head.count / 2)
      }
    }
    return nil
  }

  private func rawPart(_ raw: RawAudioFormat) throws(AudioError) -> Part {
    try limits.check(channelCount: raw.channelCount, sampleRate: raw.sampleRate)
    return .samples(
      PipedSamples(
        source, at: 0, byteCount: nil, encoding: raw.encoding.sample, isBigEndian: raw.encoding.isBigEndian,
        channelCount: raw.channelCount, sampleRate: raw.sampleRate))
  }

  /// As many bytes as are needed to see what begins at ``next``; nil where nothing more comes.
  private func nextHead() throws(AudioError) -> [UInt8]? {
    var count = 4096
    while true {
      let head = source.awaited(at: next, count: count)
      if let failure = source.failure { throw failure }
      guard !head.isEmpty else {
        if partCount > 0 { return nil }
        throw AudioError(.empty, "is empty (0 bytes); check the program that writes the stream")
      }
      let isLast = source.isAtEnd || count >= Self.examined
      if isLast || PipedWave.begins(head) || (try? FormatSniffer.recognize(MemoryBytes(head))) != nil {
        return head
      }
      count *= 4
    }
  }

  private func makePart(_ head: [UInt8]) throws(AudioError) -> Part {
    if PipedWave.begins(head) {
      let samples = try PipedWave.samples(source, at: next)
      try limits.check(channelCount: samples.channelCount, sampleRate: samples.sampleRate)
      return .samples(samples)
    }
    let bytes = MemoryBytes(head)
    let recognition = try FormatSniffer.recognize(bytes)
    let start = next + recognition.range.lowerBound
    let cursor = ByteCursor(source, range: start..<source.byteCount)
    if case .mpeg = recognition.decoder, let stream = MPEGStream(bytes, range: recognition.range) {
      return .reader(
        try MPEGReader(cursor, header: stream.header, container: .mpeg, declaredFrameCount: nil))
    }
    return .reader(try ForeignSound.reader(cursor, name: "\(recognition.container)"))
  }
}
