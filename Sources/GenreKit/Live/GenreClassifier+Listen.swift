import GenreAudio

extension GenreClassifier {
  /// Says what is playing in a stream that comes through a pipe, until it ends.
  ///
  /// WAV, raw samples and MP3 are read as they come, and Ogg, AAC and others where FFmpeg's libraries are installed. A stream may be
  /// joined in the middle, and others of another format may follow in it. Works on the calling thread.
  ///
  /// - Parameters:
  ///   - path: A pipe, a file or a device; `-` for standard input.
  ///   - raw: The format of samples without a header; nil where there is one.
  ///   - options: How it answers.
  ///   - isStopped: Asked at least ten times a second; where it is true, the stream ends as if the pipe had been closed.
  ///   - onEvent: Called with each event at once, the last of them ``LiveEvent/Kind/end``.
  /// - Throws: ``GenreError``: `notFound`, `unreadable`, `notAudio` also for an empty stream, `unsupportedFormat`, `limitExceeded`,
  ///   `invalidArgument`; and what `onEvent` throws.
  public func listen(
    to path: String, raw: RawAudioFormat? = nil, options: LiveOptions = LiveOptions(),
    until isStopped: @escaping @Sendable () -> Bool = { false },
    onEvent: (LiveEvent) throws(GenreError) -> Void
  ) throws(GenreError) {
    try options.validate()
    let audio = try LiveAudio.opened(path, raw: raw, limits: decoder.limits, isStopped: isStopped)
    guard let first = try audio.next() else { return }
    var (sampleRate, channelCount) = (first.sampleRate, first.channelCount)
    var live = try LiveClassifier(
      self, sampleRate: sampleRate, channelCount: channelCount, options: options)
    for event in try live.push(first.samples) { try onEvent(event) }
    while let block = try audio.next() {
      if block.sampleRate != sampleRate || block.channelCount != channelCount {
        (sampleRate, channelCount) = (block.sampleRate, block.channelCount)
        let events = try live.changeFormat(sampleRate: sampleRate, channelCount: channelCount)
        for event in events { try onEvent(event) }
      }
      for event in try live.push(block.samples) { try onEvent(event) }
    }
    live.note(audio.warnings.map { GenreWarning($0) })
    for event in try live.finish(name: path) { try onEvent(event) }
  }
}
