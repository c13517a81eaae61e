internal import GenreBase

/// The shape that fades a frame in and out, in its periodic form (as for spectral analysis: SciPy's
/// `get_window(..., fftbins=True)`).
public enum WindowFunction: String, Sendable, Hashable, Codable, CaseIterable {
  /// 0.5 - 0.5 cos x: librosa's default.
  case hann
  /// 0.54 - 0.46 cos x.
  case hamming
  /// 0.42 - 0.5 cos x + 0.08 cos 2x.
  case blackman
  /// All ones.
  case rectangular

  /// The window's values, at x = 2 pi n / length for n = 0 ..< length; 1 where there is only one, as in SciPy.
  ///
  /// - Precondition: `length` is positive.
  public func values(length: Int) -> [Float] {
    precondition(length > 0, "a window has a length")
    guard length > 1 else { return [1] }
    return (0..<length).map { Float(value(at: 2 * Double.pi * Double($0) / Double(length))) }
  }

  private func value(at angle: Double) -> Double {
    switch self {
    case .hann: 0.5 - 0.5 * cos(angle)
    case .hamming: 0.54 - 0.46 * cos(angle)
    case .blackman: 0.42 - 0.5 * cos(angle) + 0.08 * cos(2 * angle)
    case .rectangular: 1
    }
  }
}
