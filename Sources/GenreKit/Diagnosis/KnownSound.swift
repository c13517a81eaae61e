import GenreAudio

internal import GenreBase

/// Half a minute of made music, the same on every machine: four chords in turn, each note a decaying tone with
/// harmonics, over a beat of noise.
enum KnownSound {
  private static let rate = 22_050.0
  /// A whole number of windows of every bundled model.
  private static let seconds = 30.0
  private static let beatsPerSecond = 2.0
  /// Fundamental frequencies in Hz: C, A minor, F, G.
  private static let chords = [
    [261.63, 329.63, 392.0], [220.0, 261.63, 329.63], [174.61, 220.0, 261.63], [196.0, 246.94, 293.66],
  ]

  static func signal() throws(GenreError) -> AudioSignal {
    do throws(AudioError) {
      return try AudioSignal(samples: samples, channelCount: 1, sampleRate: rate)
    } catch {
      throw GenreError(error)
    }
  }

  private static var samples: [Float] {
    var noise: UInt32 = 1
    return (0..<Int(seconds * rate)).map { index in
      noise = noise &* 1_664_525 &+ 1_013_904_223
      let time = Double(index) / rate
      return Float(tone(at: time) + beat(at: time) * (Double(noise) / Double(UInt32.max) - 0.5))
    }
  }

  private static func tone(at time: Double) -> Double {
    let decay = exp(-3 * (time * beatsPerSecond).truncatingRemainder(dividingBy: 1))
    return chords[Int(time / 2) % chords.count].reduce(0) { sum, pitch in
      let harmonics = (1...4).reduce(0) { $0 + sin(2 * .pi * pitch * Double($1) * time) / Double($1) }
      return sum + 0.08 * decay * harmonics
    }
  }

  /// How loud the noise is: a stroke between two notes.
  private static func beat(at time: Double) -> Double {
    0.4 * exp(-25 * (time * beatsPerSecond + 0.5).truncatingRemainder(dividingBy: 1))
  }
}
