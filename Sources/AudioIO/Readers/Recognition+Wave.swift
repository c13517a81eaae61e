extension Recognition {
  /// A reader of a WAVE file, or of several one behind another.
  func makeWaveReader(_ source: any ByteSource) throws(AudioError) -> any BlockReader {
    guard recordings.count > 1 else { return try Self.waveReader(source, range, container) }
    return try ChainedReader(recordings) { [container] range throws(AudioError) in
      try Self.waveReader(source, range, container)
    }
  }

  /// Samples that stand for themselves are taken as they are; libsndfile decodes the others.
  private static func waveReader(
    _ source: any ByteSource, _ range: Range<Int>, _ container: AudioFormat.Container
  ) throws(AudioError) -> any BlockReader {
    let header = WaveHeader(source, at: range.lowerBound, until: range.upperBound)
    if let format = header.format, let encoding = format.encoding, !header.soundRanges.isEmpty {
      return WaveReader(
        source, header: header, waveFormat: format, encoding: encoding, container: container)
    }
    do {
      let rewritten = SplicedBytes(source, try RewrittenHeader.wave(header, container))
      return try SndfileReader(
        ByteCursor(rewritten, range: 0..<rewritten.byteCount), container: container, declaredFrameCount: nil)
    } catch {
      let encoding = ForeignEncoding.name(container, source, at: range.lowerBound)
      return try ForeignSound.reader(
        ByteCursor(source, range: range), encoding: encoding, container: container, insteadOf: error)
    }
  }
}
