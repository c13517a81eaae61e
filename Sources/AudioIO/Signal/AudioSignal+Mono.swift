extension AudioSignal {
  /// The mean of all channels, as in `librosa.to_mono`; where they cancel each other for some seconds, the loudest of
  /// them. A mono signal is returned unchanged.
  ///
  /// - Complexity: O(samples).
  public func mono() -> AudioSignal { mixedDown().signal }

  /// As ``mono()``, and what a listener should know of it.
  package func mixedDown() -> (signal: AudioSignal, warnings: [AudioWarning]) {
    guard channelCount > 1 else { return (self, []) }
    var mixer = ChannelMixer()
    let frameCount = frameCount
    let mixed = [Float](unsafeUninitializedCapacity: frameCount) { output, count in
      samples.withUnsafeBufferPointer { mix($0, by: &mixer, into: output) }
      count = frameCount
    }
    return (AudioSignal(checked: mixed, channelCount: 1, sampleRate: sampleRate), mixer.warnings)
  }

  private func mix(
    _ input: UnsafeBufferPointer<Float>, by mixer: inout ChannelMixer,
    into output: UnsafeMutableBufferPointer<Float>
  ) {
    let length = ChannelMixer.stretchLength(channelCount: channelCount, sampleRate: sampleRate)
    for start in stride(from: 0, to: frameCount, by: length) {
      let end = min(frameCount, start + length)
      mixer.mix(
        UnsafeBufferPointer(rebasing: input[start * channelCount..<end * channelCount]),
        channelCount: channelCount, into: UnsafeMutableBufferPointer(rebasing: output[start..<end]))
    }
  }
}
