// What GenreKit asks of GenreAudio, with errors in its own words.

import GenreAudio

extension GenreError {
  /// The facade's word for an error of the audio target.
  package init(_ error: AudioError) {
    let code: Code =
      switch error.code {
      case .notFound: .notFound
      case .unreadable, .isDirectory: .unreadable
      case .limitExceeded: .limitExceeded
      case .unsupported: .unsupportedFormat
      case .cancelled: .cancelled
      default: .notAudio
      }
    self.init(code, error.message, path: error.path)
  }
}

extension AudioDecoder {
  /// Opens an input to be read piece by piece, with one channel and at this rate in Hz.
  func monoStream(_ source: AudioSource, sampleRate: Double) throws(GenreError) -> AudioStream {
    try translating { () throws(AudioError) in try stream(source, resampledTo: sampleRate) }
  }

  /// Decodes up to so many seconds of an input.
  package func decoded(_ source: AudioSource, seconds: Double) throws(GenreError) -> DecodedAudio {
    try translating { () throws(AudioError) in try decode(source, first: seconds) }
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
      let count = try translating { () throws(AudioError) in try read(into: &block) }
      guard count > 0 else { return }
      try body(block[..<count])
    }
  }
}

extension AudioStream {
  /// As ``seekableDuration()``.
  func lengthForSeeking() throws(GenreError) -> Double? {
    try translating { () throws(AudioError) in try seekableDuration() }
  }

  /// As ``restart()``.
  func beginAgain() throws(GenreError) {
    try translating { () throws(AudioError) in try restart() }
  }

  /// So many samples from a time in seconds on; nil where it cannot be reached or fewer follow.
  func samples(at start: Double, count: Int) throws(GenreError) -> [Float]? {
    try translating { () throws(AudioError) in
      guard try seek(to: start) else { return nil }
      var samples = [Float](repeating: 0, count: count)
      return try read(into: &samples) == count ? samples : nil
    }
  }
}

extension AudioSignal {
  /// The signal with one channel and at this rate in Hz, and what should be known of how its channels were mixed.
  func mono(sampleRate: Double) throws(GenreError) -> (signal: AudioSignal, warnings: [GenreWarning]) {
    let mixed = mixedDown()
    let signal = try translating { () throws(AudioError) in try mixed.signal.resampled(to: sampleRate) }
    return (signal, mixed.warnings.map { GenreWarning($0) })
  }
}

extension MonoConverter {
  /// Prepares the conversion of samples that are pushed.
  ///
  /// - Throws: ``GenreError`` with code `invalidArgument`.
  static func prepared(
    from inputRate: Double, channelCount: Int, to outputRate: Double, mixing: Mixing
  ) throws(GenreError) -> MonoConverter {
    do throws(AudioError) {
      return try MonoConverter(from: inputRate, channelCount: channelCount, to: outputRate, mixing: mixing)
    } catch {
      throw GenreError(.invalidArgument, error.message)
    }
  }

  /// Takes the next samples, interleaved, and returns those that are now certain.
  func append(_ samples: UnsafeBufferPointer<Float>) throws(GenreError) -> [Float] {
    try translating { () throws(AudioError) in try push(samples) }
  }

  /// Ends the sound and returns the samples that are left.
  func end() throws(GenreError) -> [Float] {
    try translating { () throws(AudioError) in try finish() }
  }
}

extension LiveAudio {
  /// Opens a pipe, a file or a device; `-` for standard input.
  static func opened(
    _ path: String, raw: RawAudioFormat?, limits: AudioLimits, isStopped: @escaping @Sendable () -> Bool
  ) throws(GenreError) -> LiveAudio {
    try translating { () throws(AudioError) in
      try LiveAudio(path: path, raw: raw, limits: limits, isStopped: isStopped)
    }
  }

  /// Waits for the next samples; nil at the end.
  func next() throws(GenreError) -> Block? {
    try translating { () throws(AudioError) in try nextBlock() }
  }
}

private func translating<Value>(_ work: () throws(AudioError) -> Value) throws(GenreError) -> Value {
  do throws(AudioError) { return try work() } catch { throw GenreError(error) }
}
