/// Tells damage in an MPEG stream, which is passed over, from its end and from a stream of another rate behind it.
///
/// Streams that were joined may change their sample rate on the way. Random bytes may seem to: one of them in a
/// hundred thousand or so begins what looks like a header, and the frame behind it is noise.
struct MPEGDamage {
  /// Frames of another rate after which the stream is taken to have changed, about a fifth of a second.
  private static let frameLimit = 8
  /// As many are enough where the input ends with them.
  private static let frameLimitAtEnd = 4
  /// Errors without a frame between them after which nothing more is expected.
  private static let errorLimit = 32

  /// Where the first frame of another rate lies, in the cursor.
  private var foreignOffset: Int?
  private var foreignFrameCount = 0
  private var errorCount = 0
  private var isDamaged = false
  private var isAtEnd = false

  /// Whether what is decoded now is not of the stream's own rate.
  var isForeign: Bool { foreignOffset != nil }

  /// Whether the stream has to be given up.
  var isEnd: Bool { hasChanged || errorCount >= Self.errorLimit }

  private var hasChanged: Bool {
    foreignFrameCount >= (isAtEnd ? Self.frameLimitAtEnd : Self.frameLimit)
  }

  /// Where the stream of another rate begins, once it is known to be one.
  var changeOffset: Int? { hasChanged ? foreignOffset : nil }

  /// Notes the rate of the frames to come, and where the first of them lies.
  mutating func note(isOwnRate: Bool, offset: Int) {
    if isForeign { isDamaged = true }
    foreignOffset = isOwnRate ? nil : offset
    foreignFrameCount = 0
  }

  /// Notes a frame that could be decoded.
  mutating func noteFrame() {
    errorCount = 0
    if isForeign { foreignFrameCount += 1 }
  }

  /// Notes one that could not.
  mutating func noteError() {
    errorCount += 1
    isDamaged = true
  }

  /// Notes that nothing follows.
  mutating func noteEnd() { isAtEnd = true }

  /// Notes that the reader went to another place.
  mutating func forgetEnd() { (isAtEnd, errorCount) = (false, 0) }

  /// What a listener should know in the end.
  var warnings: [AudioWarning] {
    guard isDamaged || isForeign && !hasChanged else { return [] }
    return [AudioWarning(.damaged, "the MPEG stream is damaged; what could be decoded was used")]
  }
}
