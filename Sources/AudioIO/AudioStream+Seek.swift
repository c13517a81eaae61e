extension AudioStream {
  /// How much of the end is decoded to see that it is there, in seconds.
  private static let triedDuration = 0.5

  /// The length of the input in seconds, where ``seek(to:)`` can go to any time of it: counted, and tried at the end.
  /// Nil where the format or the reader of it cannot, or the input does not end where it says: cut, of several
  /// recordings, of parts with other rates.
  ///
  /// The stream is then somewhere near the end: call ``seek(to:)`` or ``restart()``.
  ///
  /// - Throws: ``AudioError``: ``AudioError/Code/limitExceeded`` for a longer one than is accepted, and
  ///   ``AudioError/Code/cancelled``.
  public func seekableDuration() throws(AudioError) -> Double? {
    guard let count = try run.seekableFrameCount(), count > 0 else { return nil }
    let tried = min(count, max(1, Int(Self.triedDuration * format.sampleRate)))
    guard run.seek(toFrame: count - tried) else { return nil }
    var found = 0
    let tolerance = run.frameTolerance
    while found <= tried + tolerance, let block = try run.nextBlock() {
      found += block.count / run.blockChannelCount
    }
    return abs(found - tried) <= tolerance ? Double(count) / format.sampleRate : nil
  }
}
