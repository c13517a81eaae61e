import GenreFeatures

/// Which frames hold a sound, told by the power of their strongest mel band.
///
/// A frame is audible if it lies within 80 dB of the loudest one, the range that decibels have: so it does not matter how
/// softly a recording was written, and the dither beside music at its usual level is silence. Where nothing at all
/// reaches a tone of -103 dB below full scale there is nothing but the dither of 16 bits, which is silence too.
struct Audibility: Sendable {
  /// 80 dB, as a ratio of powers.
  private static let range: Float = 1e-8
  /// The power that the loudest frame must exceed.
  private let quietest: Float

  /// The power of a tone grows with the square of the window's sum, and Slaney's narrowest filters are 1/26 as high as
  /// those that are not normalised.
  init(_ configuration: MFCC.Configuration) {
    let stft = configuration.stft
    let sum = stft.window.values(length: stft.windowLength ?? stft.fftLength).reduce(0, +)
    let height: Float = configuration.mel.normalization == .slaney ? 1 : 26
    quietest = 5e-7 * (sum / 1024) * (sum / 1024) * height
  }

  /// The power above which a frame is audible.
  ///
  /// - Parameter loudest: The greatest power that it is compared with, its own included.
  func threshold(loudest: Float) -> Float {
    loudest > quietest ? loudest * Self.range : .infinity
  }
}
