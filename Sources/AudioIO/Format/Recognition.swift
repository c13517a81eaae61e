/// What an input is and where in it the sound lies.
struct Recognition {
  enum Decoder {
    case mpeg
    case flac
    /// Vorbis, Opus or FLAC.
    case ogg
    case sndfile
    /// PCM and the like in a WAVE file.
    case wave
    /// FFmpeg's libraries; the name is that of what is read.
    case foreign(String)
  }

  var decoder: Decoder
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
  func check(_ limits: AudioLimits) throws(AudioError) {
    guard let header else { return }
    try limits.check(channelCount: header.channelCount, sampleRate: header.sampleRate)
  }
}
