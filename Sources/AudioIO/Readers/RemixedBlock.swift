/// One block with another number of channels: what a stream needs whose frames switch between mono and
/// stereo, so that all of it can be one signal.
final class RemixedBlock {
  private var output: UnsafeMutableBufferPointer<Float> = .init(start: nil, count: 0)

  deinit { output.deallocate() }

  /// The mean of the channels, in as many channels as are wanted.
  func fill(
    _ block: UnsafeMutableBufferPointer<Float>, from channelCount: Int, to wanted: Int
  ) -> UnsafeMutableBufferPointer<Float> {
    let frameCount = block.count / channelCount
    if output.count < frameCount * wanted {
      output.deallocate()
      output = .allocate(capacity: frameCount * wanted)
    }
    for frame in 0..<frameCount {
      let channels = block[(frame * channelCount)..<((frame + 1) * channelCount)]
      let mean = channels.reduce(0, +) / Float(channelCount)
      for channel in 0..<wanted { output[frame * wanted + channel] = mean }
    }
    return UnsafeMutableBufferPointer(rebasing: output[..<(frameCount * wanted)])
  }
}
