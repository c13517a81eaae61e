extension AudioSignal {
  /// The mean of all channels, as in `librosa.to_mono`. A mono signal is returned unchanged.
  ///
  /// - Complexity: O(samples).
  public func mono() -> AudioSignal {
    guard channelCount > 1 else { return self }
    let frameCount = frameCount
    let mixed = [Float](unsafeUninitializedCapacity: frameCount) { output, count in
      samples.withUnsafeBufferPointer { input in
        MixDown.mean(of: input, channelCount: channelCount, into: output)
      }
      count = frameCount
    }
    return AudioSignal(checked: mixed, channelCount: 1, sampleRate: sampleRate)
  }
}
