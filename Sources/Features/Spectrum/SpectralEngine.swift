internal import CGenreKernels

/// A window and an FFT: frames in, power spectra out. Immutable, thus safe from many threads at once, each
/// with a workspace of its own.
final class SpectralEngine: @unchecked Sendable {
  let configuration: STFT.Configuration
  let fft: RealFFT
  private let window: AlignedBuffer

  /// Frames that go through the filter bank at once.
  static let blockFrames = Int(GENRE_DSP_BLOCK_FRAMES)

  init(_ configuration: STFT.Configuration) throws(FeatureError) {
    try configuration.validate()
    self.configuration = configuration
    fft = try RealFFT(length: configuration.fftLength)
    let length = configuration.windowLength ?? configuration.fftLength
    window = AlignedBuffer(count: configuration.fftLength)
    let offset = (configuration.fftLength - length) / 2
    for (index, value) in configuration.window.values(length: length).enumerated() {
      window.pointer[offset + index] = value * RealFFT.inputScale
    }
  }

  /// Windows a frame into the workspace.
  func load(_ samples: UnsafePointer<Float>, _ workspace: Workspace) {
    let length = configuration.fftLength
    genre_dsp_window(
      samples, window.pointer, workspace.frame.pointer, length, min(configuration.hopLength, length))
  }

  /// The power spectrum of a frame, written to `power`: `binCount` values.
  func power(
    of samples: UnsafePointer<Float>, _ workspace: Workspace, into power: UnsafeMutablePointer<Float>
  ) {
    load(samples, workspace)
    fft.power(of: workspace.frame.pointer, packed: workspace.packed.pointer, into: power)
  }
}
