/// Tells by content what an input is.
enum FormatSniffer {
  /// - Throws: ``AudioError/Code/notAudio`` or ``AudioError/Code/unsupported``, naming what it is instead.
  static func recognize(_ source: any ByteSource) throws(AudioError) -> Recognition {
    let start = LeadingTags.end(in: source)
    let head = source.bytes(at: start, count: 4096)
    if let failure = source.failure { throw failure }
    switch KnownSignature.match(head[...]) {
    case .container(let container): return try recognize(container, in: source, at: start)
    case .foreign(let name): return foreign(name, in: source, at: start)
    case .otherAudio(let name): throw unsupported(name)
    case .other(let name): throw notAudio(name)
    case nil: break
    }
    let isText = TextDetection.name(of: head[...]) != nil
    if !isText, QuickTimeAtoms.begin(source, at: start) {
      return foreign("a QuickTime file (.mov)", in: source, at: start)
    }
    if let name = ForeignSignature.match(head[...]) { return foreign(name, in: source, at: start) }
    if let found = mpeg(in: source, range: start..<source.byteCount) { return found }
    if let found = flacWithoutHeader(in: source, from: start) { return found }
    if !isText, let name = ForeignSound.name(of: source, at: start) {
      return foreign(name, in: source, at: start)
    }
    throw refusal(head, hasTag: start > 0)
  }

  private static func foreign(_ name: String, in source: any ByteSource, at start: Int) -> Recognition {
    Recognition(
      decoder: .foreign(name), container: .other(name), range: start..<source.byteCount,
      declaredFrameCount: nil)
  }

  private static func recognize(
    _ container: AudioFormat.Container, in source: any ByteSource, at start: Int
  ) throws(AudioError) -> Recognition {
    var recognition = Recognition(
      decoder: .sndfile, container: container, range: start..<source.byteCount,
      declaredFrameCount: DeclaredLength.frameCount(container, source, at: start))
    switch container {
    case .wav, .rf64, .wave64: return try wave(recognition, in: source, at: start)
    case .ogg: return try ogg(recognition, in: source, at: start)
    case .flac: recognition.decoder = .flac
    default: break
    }
    return recognition
  }

  /// An Ogg file may hold several recordings, and each of them other streams beside that of the sound.
  private static func ogg(
    _ recognition: Recognition, in source: any ByteSource, at start: Int
  ) throws(AudioError) -> Recognition {
    var recognition = recognition
    let stream = OggStream(source, from: start)
    let recordings = stream.recordings.map { OggRecording(source, range: $0) }
    let names = recordings.map(\.unreadableName)
    guard let first = names.firstIndex(of: nil) else {
      if let name = recordings[0].otherSoundName { return foreign(name, in: source, at: start) }
      throw unsupported(names[0] ?? "an Ogg file")
    }
    recognition.decoder = .ogg
    recognition.recordings = Array(stream.recordings[first...])
    if first > 0 { recognition.warnings.append(.leftOut) }
    if !stream.hasLastPage { recognition.warnings.append(OggStream.cutWarning) }
    return recognition
  }

  /// FLAC frames whose header is missing.
  private static func flacWithoutHeader(in source: any ByteSource, from start: Int) -> Recognition? {
    guard let offset = FLACLocator(source: source, range: start..<source.byteCount).locate() else {
      return nil
    }
    return Recognition(
      decoder: .flac, container: .flac, range: offset..<source.byteCount, declaredFrameCount: nil,
      warnings: [
        AudioWarning(
          .truncated, "the beginning of the FLAC stream is missing; decoded from the first whole frame on")
      ])
  }

  /// A WAVE file may hold MPEG frames, and lengths that are wrong.
  private static func wave(
    _ recognition: Recognition, in source: any ByteSource, at start: Int
  ) throws(AudioError) -> Recognition {
    var recognition = recognition
    let files = WaveHeader.files(source, from: start)
    let wave = WaveHeader(source, at: start, until: files[0].upperBound)
    if wave.format?.isMPEG == true {
      guard let offset = wave.soundRanges.first?.lowerBound, offset < source.byteCount,
        var found = mpeg(in: source, range: offset..<source.byteCount, container: recognition.container)
      else { throw AudioError(.damaged, "is a WAV file of MPEG audio, but holds no MPEG frames") }
      if let missing = wave.cutWarning { found.warnings.append(missing) }
      return found
    }
    if let format = wave.format {
      recognition.header = (format.channelCount, Double(format.sampleRate))
      if let name = format.unreadableName { throw unsupported("a WAV file with \(name)") }
    }
    let isFramewise = wave.format?.isFramewise == true
    if isFramewise || files.count > 1 { recognition.decoder = .wave }
    // Of one file with frames, those that come in the end tell better what is missing.
    var cut = isFramewise ? nil : wave.cutWarning
    if files.count > 1 {
      recognition.recordings = files
      recognition.warnings.append(.severalRecordings)
      cut = WaveHeader(source, at: files[files.count - 1].lowerBound).cutWarning
    }
    if let cut { recognition.warnings.append(cut) }
    return recognition
  }

  private static func mpeg(
    in source: any ByteSource, range: Range<Int>, container: AudioFormat.Container = .mpeg
  ) -> Recognition? {
    guard let stream = MPEGStream(source, range: range) else { return nil }
    var recognition = Recognition(
      decoder: .mpeg, container: container, range: stream.range,
      declaredFrameCount: stream.declaredFrameCount)
    let junk = stream.range.lowerBound - range.lowerBound
    if junk > 0 {
      recognition.warnings.append(
        AudioWarning(
          .leadingJunk, "\(junk) bytes before the first MPEG frame are not audio and were skipped"))
    }
    return recognition
  }

  private static let advice = "give a WAV, AIFF, AU, CAF, FLAC, Ogg Vorbis, Opus or MP3 file"

  private static func unsupported(_ name: String) -> AudioError {
    AudioError(
      .unsupported, "is \(name), which can't be decoded here; convert it first: ffmpeg -i INPUT output.flac")
  }

  private static func notAudio(_ name: String) -> AudioError {
    AudioError(.notAudio, "is \(name), not audio; \(advice)")
  }

  private static func refusal(_ head: [UInt8], hasTag: Bool) -> AudioError {
    if let name = TextDetection.name(of: head[...]) { return notAudio(name) }
    if hasTag { return AudioError(.damaged, "has an ID3 tag, but no MPEG frames after it; fetch it again") }
    return AudioError(.notAudio, "is not in a known audio format; \(advice)")
  }
}
