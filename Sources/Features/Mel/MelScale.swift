internal import GenreBase

/// A scale of pitch as it is heard, in mel; there are two dialects.
public enum MelScale: String, Sendable, Hashable, Codable, CaseIterable {
  /// Slaney's Auditory Toolbox (1998): linear up to 1 kHz, then logarithmic. librosa's default.
  case slaney
  /// O'Shaughnessy (1987), as in HTK: 2595 log10(1 + f / 700).
  case htk

  private static let linearStep = 200.0 / 3
  private static let knee = 1000.0
  private static let logarithmicStep = log(6.4) / 27

  /// The pitch of a frequency in Hz.
  public func mel(hertz: Double) -> Double {
    switch self {
    case .htk: 2595 * log10(1 + hertz / 700)
    case .slaney:
      hertz < Self.knee
        ? hertz / Self.linearStep
        : Self.knee / Self.linearStep + log(hertz / Self.knee) / Self.logarithmicStep
    }
  }

  /// The frequency in Hz of a pitch.
  public func hertz(mel: Double) -> Double {
    switch self {
    case .htk: return 700 * (pow(10, mel / 2595) - 1)
    case .slaney:
      let knee = Self.knee / Self.linearStep
      return mel < knee ? mel * Self.linearStep : Self.knee * exp(Self.logarithmicStep * (mel - knee))
    }
  }
}
