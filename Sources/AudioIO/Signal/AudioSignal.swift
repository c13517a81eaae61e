/// Decoded sound: interleaved float32 samples, nominally in -1...1.
public struct AudioSignal: Sendable, Hashable {
  /// The samples, frame by frame: all channels of frame 0, then all of frame 1. `frameCount x channelCount`
  /// values, full scale at -1 and 1; float files and lossy decoders may go beyond.
  public let samples: [Float]
  /// The number of interleaved channels, at least 1.
  public let channelCount: Int
  /// Frames a second, in Hz, finite and above 0.
  public let sampleRate: Double

  /// Creates a signal.
  ///
  /// - Parameters:
  ///   - samples: interleaved samples, a whole number of frames.
  ///   - channelCount: 1 or more.
  ///   - sampleRate: in Hz, finite and above 0.
  /// - Throws: ``AudioError/Code/invalidArgument`` when they don't fit together. An error and no
  ///   precondition: the numbers often come from a file or a network peer rather than from the program.
  public init(samples: [Float], channelCount: Int, sampleRate: Double) throws(AudioError) {
    guard channelCount >= 1 else {
      throw AudioError(.invalidArgument, "a signal has at least 1 channel, not \(channelCount)")
    }
    guard sampleRate.isFinite, sampleRate > 0 else {
      throw AudioError(.invalidArgument, "a sample rate is above 0 Hz, not \(sampleRate)")
    }
    guard samples.count.isMultiple(of: channelCount) else {
      throw AudioError(
        .invalidArgument, "\(samples.count) samples are not whole frames of \(channelCount) channels"
      )
    }
    self.init(checked: samples, channelCount: channelCount, sampleRate: sampleRate)
  }

  /// For samples whose layout the library itself made.
  init(checked samples: [Float], channelCount: Int, sampleRate: Double) {
    self.samples = samples
    self.channelCount = channelCount
    self.sampleRate = sampleRate
  }

  /// The number of frames, which is the number of samples in each channel.
  public var frameCount: Int { samples.count / channelCount }

  /// The length in seconds.
  public var duration: Double { Double(frameCount) / sampleRate }
}
