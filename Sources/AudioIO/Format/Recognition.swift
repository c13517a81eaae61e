/// What an input is and where in it the sound lies.
struct Recognition {
  enum Decoder {
    case mpeg(MPEGFrameHeader)
    case sndfile
  }

  let decoder: Decoder
  let container: AudioFormat.Container
  /// The bytes to hand to the decoder.
  let range: Range<Int>
  /// How many frames the header announces; nil when it doesn't, or when the decoder knows.
  let declaredFrameCount: Int?
  /// What the header alone already says, for a clear refusal; nil when only the decoder knows.
  var header: (channelCount: Int, sampleRate: Double)?
  var warnings: [AudioWarning] = []
  /// The parts of the range that the decoder would end after, where there are several.
  var recordings: [Range<Int>] = []

  /// Refuses what the header alone shows to be outside the limits.
  func check(_ limits: AudioDecoder.Limits) throws(AudioError) {
    guard let header else { return }
    try limits.check(channelCount: header.channelCount, sampleRate: header.sampleRate)
  }

  /// - Parameter mixesDown: whether the reader may mix down, where it is exact and faster than to do it later.
  func makeReader(_ source: any ByteSource, mixesDown: Bool) throws(AudioError) -> any BlockReader {
    switch decoder {
    case .mpeg(let header):
      return try MPEGReader(
        ByteCursor(source, range: range), header: header, container: container,
        declaredFrameCount: declaredFrameCount,
        mixesDown: mixesDown && MPEGMixing(source: source, range: range).isExact)
    case .sndfile where recordings.count > 1:
      return try ChainedReader(recordings) { range throws(AudioError) in
        try SndfileReader(ByteCursor(source, range: range), container: container, declaredFrameCount: nil)
      }
    case .sndfile:
      let rewritten = try RewrittenHeader.source(container, source, at: range.lowerBound)
      let cursor =
        rewritten.map { ByteCursor($0, range: 0..<$0.byteCount) } ?? ByteCursor(source, range: range)
      return try SndfileReader(cursor, container: container, declaredFrameCount: declaredFrameCount)
    }
  }
}
