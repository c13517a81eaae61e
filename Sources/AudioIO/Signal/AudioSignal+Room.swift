internal import GenreBase

extension AudioSignal {
  /// The same sound as a small loudspeaker plays it and a microphone across a small room records it, without its noise.
  ///
  /// The channels are mixed down. The loudspeaker and the microphone pass 150 to 7,000 Hz (Butterworth filters of second order).
  /// The room is Schroeder's reverberator ("Natural sounding artificial reverberation", 1962) with a reverberation time of
  /// 0.4 s: four comb filters in parallel and two all-pass filters in series, 3 dB below the direct sound. What
  /// reverberates beyond the end of the signal is cut. Nothing is clipped.
  ///
  /// - Complexity: O(samples).
  public func recordedInRoom() -> AudioSignal {
    let direct = mono().samples
    var room = RoomReverberator(sampleRate: sampleRate)
    var bands = [BandEdge.highPass(150 / sampleRate)]
    // At a low sample rate there is nothing above.
    if 7000 / sampleRate < 0.45 { bands.append(.lowPass(7000 / sampleRate)) }
    let samples = direct.map { sample in
      var value = Double(sample)
      value += room.next(value)
      for index in bands.indices { value = bands[index].next(value) }
      return Float(value)
    }
    return AudioSignal(checked: samples, channelCount: 1, sampleRate: sampleRate)
  }
}

/// Schroeder's reverberator for a small room.
private struct RoomReverberator {
  private static let reverberationTime = 0.4
  /// Relative to the direct sound.
  private static let level = 0.71
  private var combs: [DelayLine]
  private var allPasses: [DelayLine]

  init(sampleRate: Double) {
    combs = [0.0297, 0.0371, 0.0411, 0.0437].map { delay in
      // A sound falls by 60 dB in the reverberation time.
      DelayLine(delay: delay, gain: pow(10, -3 * delay / Self.reverberationTime), sampleRate: sampleRate)
    }
    allPasses = [0.005, 0.0017].map { DelayLine(delay: $0, gain: 0.7, sampleRate: sampleRate) }
  }

  mutating func next(_ input: Double) -> Double {
    var value = 0.0
    for index in combs.indices { value += combs[index].comb(input) }
    // The power of a comb's output is 1 / (1 - g^2) of its input's; four of them add up, and their mean is about 1.
    value *= Self.level / 2 * (1 - combs[0].gain * combs[0].gain).squareRoot()
    for index in allPasses.indices { value = allPasses[index].allPass(value) }
    return value
  }
}

/// A delay with feedback.
private struct DelayLine {
  let gain: Double
  private var memory: [Double]
  private var position = 0

  init(delay: Double, gain: Double, sampleRate: Double) {
    self.gain = gain
    memory = Array(repeating: 0, count: max(1, Int((delay * sampleRate).rounded())))
  }

  /// y[n] = x[n - d] + g y[n - d].
  mutating func comb(_ input: Double) -> Double {
    let output = memory[position]
    push(input + gain * output)
    return output
  }

  /// y[n] = v[n - d] - g v[n] with v[n] = x[n] + g v[n - d]: the same level at every frequency.
  mutating func allPass(_ input: Double) -> Double {
    let delayed = memory[position]
    let held = input + gain * delayed
    push(held)
    return delayed - gain * held
  }

  private mutating func push(_ value: Double) {
    memory[position] = value
    position = (position + 1) % memory.count
  }
}

/// A Butterworth filter of second order (R. Bristow-Johnson's formulas with Q = 1 / sqrt 2).
private struct BandEdge {
  private let b: (Double, Double, Double)
  private let a: (Double, Double)
  private var inputs = (0.0, 0.0)
  private var outputs = (0.0, 0.0)

  /// - Parameter edge: Where the level is 3 dB down, as a fraction of the sample rate.
  static func lowPass(_ edge: Double) -> BandEdge { BandEdge(edge, sign: -1) }
  static func highPass(_ edge: Double) -> BandEdge { BandEdge(edge, sign: 1) }

  private init(_ edge: Double, sign: Double) {
    let (cosine, alpha) = (cos(2 * Double.pi * edge), sin(2 * Double.pi * edge) / 2.0.squareRoot())
    let (scale, outer) = (1 / (1 + alpha), (1 + sign * cosine) / 2)
    b = (outer * scale, -sign * 2 * outer * scale, outer * scale)
    a = (-2 * cosine * scale, (1 - alpha) * scale)
  }

  mutating func next(_ input: Double) -> Double {
    let output = b.0 * input + b.1 * inputs.0 + b.2 * inputs.1 - a.0 * outputs.0 - a.1 * outputs.1
    inputs = (input, inputs.0)
    outputs = (output, outputs.0)
    return output
  }
}
