/// A decoder of one input: gives interleaved samples block by block, at the reader's own pace.
protocol BlockReader: AnyObject {
  /// What is decoded; of several parts, what the first one is.
  var format: AudioFormat { get }
  /// The channels of the part that the latest block belongs to.
  var partChannelCount: Int { get }
  /// The channels that the latest block interleaves: those of its part, or one where the reader mixes down.
  var blockChannelCount: Int { get }
  /// The sample rate of the latest block, in Hz; before the first block, the format's.
  var blockSampleRate: Double { get }
  /// About how many frames there will be, to reserve memory by; never more than the bytes can hold.
  var expectedFrameCount: Int { get }
  /// How many of the frames that the header announces may be missing without a warning.
  var frameTolerance: Int { get }
  /// What the decoder met so far.
  var warnings: [AudioWarning] { get }
  /// Where in the source another part begins that this reader stopped at; nil where there is none. Known once
  /// ``nextBlock()`` has given nil.
  var continuation: Int? { get }
  /// The next samples, a whole number of frames; nil at the end. They may be changed in place, and are
  /// gone with the next call.
  func nextBlock() throws(AudioError) -> UnsafeMutableBufferPointer<Float>?
  /// How many frames there are, where the reader can go to each of them without decoding those before it and none is
  /// missing; nil elsewhere.
  func seekableFrameCount() -> Int?
  /// Goes to a frame, with which the next block then begins.
  ///
  /// - Returns: whether it could; where not, the reader is of no more use.
  func seek(toFrame frame: Int) -> Bool
}

extension BlockReader {
  var partChannelCount: Int { format.channelCount }
  var blockChannelCount: Int { partChannelCount }
  var blockSampleRate: Double { format.sampleRate }
  var continuation: Int? { nil }
  func seekableFrameCount() -> Int? { nil }
  func seek(toFrame frame: Int) -> Bool { false }
  /// One coded frame of a lossy stream: it may be missing at the end without anyone having cut it.
  var frameTolerance: Int { format.container.isLossy ? 2304 : 0 }
}
