extension Recognition {
  /// - Parameter mixesDown: whether the reader may mix down, where it is exact and faster than to do it later.
  func makeReader(_ source: any ByteSource, mixesDown: Bool) throws(AudioError) -> any BlockReader {
    switch decoder {
    case .wave: return try makeWaveReader(source)
    case .mpeg: return try makeMPEGReader(source, mixesDown: mixesDown)
    case .flac:
      return try ChainedReader([range]) { [container] range throws(AudioError) in
        try FLACReader(source, range: range, container: container)
      }
    case .ogg: return try makeOggReader(source)
    case .sndfile:
      do {
        return try sndfileReader(source)
      } catch {
        let encoding = ForeignEncoding.name(container, source, at: range.lowerBound)
        return try ForeignSound.reader(
          ByteCursor(source, range: range), encoding: encoding, container: container, insteadOf: error)
      }
    case .foreign(let name): return try ForeignSound.reader(ByteCursor(source, range: range), name: name)
    }
  }

  private func makeOggReader(_ source: any ByteSource) throws(AudioError) -> any BlockReader {
    try ChainedReader(recordings) { [container] range throws(AudioError) in
      let recording = OggRecording(source, range: range)
      let (pages, range) = recording.soundBytes
      if recording.isFLAC { return try FLACReader(pages, range: range, container: container) }
      guard VorbisHeaders.areWhole(pages, range: range) else {
        throw AudioError(
          .damaged,
          "begins as \(container) does, but its Vorbis headers are cut or damaged; make or fetch it again")
      }
      return try SndfileReader(
        ByteCursor(pages, range: range), container: container, declaredFrameCount: nil)
    }
  }

  /// Streams of other rates may follow; each is looked at as the first was.
  private func makeMPEGReader(
    _ source: any ByteSource, mixesDown: Bool
  ) throws(AudioError) -> any BlockReader {
    try ChainedReader([range]) { [container] range throws(AudioError) in
      guard let stream = MPEGStream(source, range: range) else {
        throw AudioError(.damaged, "no MPEG frames were found where a stream of another rate begins")
      }
      func reader(mixesDown: Bool) throws(AudioError) -> MPEGReader {
        try MPEGReader(
          ByteCursor(source, range: stream.range), header: stream.header, container: container,
          declaredFrameCount: stream.declaredFrameCount, mixesDown: mixesDown)
      }
      // Channels that cancel each other must be seen one by one.
      let mixesEarly =
        mixesDown && MPEGMixing(source: source, range: stream.range).isExact
        && (try? reader(mixesDown: false))?.channelsCancel() == false
      return try reader(mixesDown: mixesEarly)
    }
  }

  private func sndfileReader(_ source: any ByteSource) throws(AudioError) -> SndfileReader {
    let rewritten = try RewrittenHeader.source(container, source, at: range.lowerBound)
    let cursor =
      rewritten.map { ByteCursor($0, range: 0..<$0.byteCount) } ?? ByteCursor(source, range: range)
    return try SndfileReader(cursor, container: container, declaredFrameCount: declaredFrameCount)
  }
}
