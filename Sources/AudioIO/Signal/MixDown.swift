/// The mean of interleaved channels.
enum MixDown {
  /// Writes one mean a frame; `output` holds at least `input.count / channelCount` values.
  ///
  /// Adds the channels in their order and then scales, in float32, as NumPy's mean does.
  static func mean(
    of input: UnsafeBufferPointer<Float>, channelCount: Int, into output: UnsafeMutableBufferPointer<Float>
  ) {
    let frameCount = input.count / channelCount
    precondition(output.count >= frameCount, "the output is too short")
    guard frameCount > 0, let source = input.baseAddress, let target = output.baseAddress else { return }
    switch channelCount {
    case 1: target.update(from: source, count: frameCount)
    case 2: stereo(source, frameCount, target)
    default: many(source, frameCount, channelCount, target)
    }
  }

  private static func stereo(
    _ source: UnsafePointer<Float>, _ frameCount: Int, _ target: UnsafeMutablePointer<Float>
  ) {
    for frame in 0..<frameCount {
      target[frame] = (source[frame &* 2] + source[frame &* 2 &+ 1]) * 0.5
    }
  }

  private static func many(
    _ source: UnsafePointer<Float>, _ frameCount: Int, _ channelCount: Int,
    _ target: UnsafeMutablePointer<Float>
  ) {
    let divisor = Float(channelCount)
    for frame in 0..<frameCount {
      let channels = source + frame &* channelCount
      var sum = channels[0]
      for channel in 1..<channelCount { sum += channels[channel] }
      target[frame] = sum / divisor
    }
  }
}
