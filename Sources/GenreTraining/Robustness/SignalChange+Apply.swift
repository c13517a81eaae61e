internal import GenreBase
import GRUNet
import GenreAudio
import GenreKit

extension SignalChange {
  /// The reason why the change cannot be made on this machine; nil where it can.
  public var obstacle: String? {
    switch self {
    case .mp3 where !MP3Encoder.isAvailable: "the installed libsndfile does not write MP3"
    default: nil
    }
  }

  /// A signal with the change made. Nothing is clipped.
  ///
  /// - Parameters:
  ///   - signal: Any sound; one whose sample rate is no higher than that of ``sampleRate(_:)`` comes back as it is.
  ///   - seed: Chooses the noise; the same one always gives the same.
  /// - Throws: ``GenreError`` with code `invalidArgument` for a figure that makes no sense for the signal, `notAudio`
  ///   where the MP3 cannot be made.
  public func applied(to signal: AudioSignal, seed: UInt64 = 1) throws(GenreError) -> AudioSignal {
    do throws(AudioError) {
      return try changed(signal, seed: seed)
    } catch {
      guard error.code == .invalidArgument else { throw GenreError(error) }
      throw GenreError(.invalidArgument, error.message)
    }
  }

  private func changed(_ signal: AudioSignal, seed: UInt64) throws(AudioError) -> AudioSignal {
    switch self {
    case .gain(let decibels): return signal.amplified(byDecibels: decibels)
    case .mp3(let bitRate):
      return try AudioDecoder().decode(MP3Encoder(bitRate: bitRate).encode(signal)).signal
    case .sampleRate(let rate):
      guard rate < signal.sampleRate else { return signal }
      return try signal.resampled(to: rate).resampled(to: signal.sampleRate)
    case .mono: return signal.mono()
    case .tilt(let decibels): return try signal.tilted(byDecibels: decibels)
    case .noise(let ratio):
      var generator = RandomGenerator(seed: seed)
      return signal.withNoise(signalToNoise: ratio, using: &generator)
    case .room(let ratio):
      var generator = RandomGenerator(seed: seed)
      return signal.recordedInRoom().withNoise(signalToNoise: ratio, using: &generator)
    case .pitch(let semitones): return try signal.played(atSpeed: pow(2, semitones / 12))
    }
  }
}
