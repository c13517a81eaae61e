import GenreAudio

extension AudioDecoder {
  /// Opens an input to be read piece by piece, with one channel and at this rate in Hz.
  func monoStream(_ source: AudioSource, sampleRate: Double) throws(GenreError) -> AudioStream {
    try GenreError.translating { () throws(AudioError) in try stream(source, resampledTo: sampleRate) }
  }
}

extension AudioStream {
  /// Reads to the end, a second or two at a time.
  func forEachBlock(
    until cancellation: Cancellation, _ body: (ArraySlice<Float>) throws(GenreError) -> Void
  ) throws(GenreError) {
    var block = [Float](repeating: 0, count: 1 << 16)
    while true {
      try cancellation.check()
      let count = try GenreError.translating { () throws(AudioError) in try read(into: &block) }
      guard count > 0 else { return }
      try body(block[..<count])
    }
  }
}

extension AudioSignal {
  /// The signal with one channel and at this rate in Hz.
  func mono(sampleRate: Double) throws(GenreError) -> AudioSignal {
    try GenreError.translating { () throws(AudioError) in try mono().resampled(to: sampleRate) }
  }
}
