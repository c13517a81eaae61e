/// A decoder of one input: gives interleaved samples block by block, at the reader's own pace.
protocol BlockReader: AnyObject {
  /// What is decoded.
  var format: AudioFormat { get }
  /// The channels that a block interleaves: the format's, or one where the reader mixes down.
  var blockChannelCount: Int { get }
  /// About how many frames there will be, to reserve memory by; never more than the bytes can hold.
  var expectedFrameCount: Int { get }
  /// What the decoder met so far.
  var warnings: [AudioWarning] { get }
  /// The next samples, a whole number of frames; nil at the end. They may be changed in place, and are
  /// gone with the next call.
  func nextBlock() throws(AudioError) -> UnsafeMutableBufferPointer<Float>?
}

extension BlockReader {
  var blockChannelCount: Int { format.channelCount }
}
