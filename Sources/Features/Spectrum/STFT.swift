/// The short-time Fourier transform: a signal cut into overlapping frames, each windowed and transformed.
///
/// Making one plans the transform; it is a value to make once and to use often, from any number of threads at
/// once. Spectra are not scaled: a full-scale sine under a Hann window of 2,048 gives a magnitude of 512.
///
/// NaN and infinite samples spread over the whole spectrum of each frame that holds them, as NaN or infinity.
public struct STFT: Sendable {
  /// The framing and the window.
  public let configuration: Configuration

  let engine: SpectralEngine

  /// Checks the configuration and plans the transform.
  public init(_ configuration: Configuration = Configuration()) throws(FeatureError) {
    engine = try SpectralEngine(configuration)
    self.configuration = configuration
  }

  /// The power spectrogram |X|^2, of shape [frames x bins].
  ///
  /// Bin k is at k x sample rate / FFT length; for the number of frames see
  /// ``Configuration/frameCount(forSampleCount:)``.
  public func powerSpectrogram(of samples: [Float]) -> FeatureMatrix {
    let bins = configuration.binCount
    let workspace = SpectralEngine.Workspace(fftLength: configuration.fftLength, bandCount: 0)
    return matrix(of: samples, columns: bins) { frame, target in
      engine.power(of: frame, workspace, into: target)
    }
  }

  /// The complex spectrogram X: real and imaginary parts, each of shape [frames x bins].
  public func spectrogram(of samples: [Float]) -> (real: FeatureMatrix, imaginary: FeatureMatrix) {
    let bins = configuration.binCount
    let workspace = SpectralEngine.Workspace(fftLength: configuration.fftLength, bandCount: 0)
    let both = matrix(of: samples, columns: 2 * bins) { frame, target in
      engine.load(frame, workspace)
      engine.fft.spectrum(
        of: workspace.frame.pointer, packed: workspace.packed.pointer, real: target, imaginary: target + bins)
    }
    func part(_ offset: Int) -> FeatureMatrix {
      let values = (0..<both.frameCount).flatMap { both.row($0).dropFirst(offset).prefix(bins) }
      return FeatureMatrix(frameCount: both.frameCount, coefficientCount: bins, values: values)
    }
    return (part(0), part(bins))
  }

  /// Fills a matrix frame by frame.
  private func matrix(
    of samples: [Float], columns: Int,
    _ body: (_ frame: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>) -> Void
  ) -> FeatureMatrix {
    let count = configuration.frameCount(forSampleCount: samples.count)
    let values = [Float](filling: count * columns) { buffer in
      guard var target = buffer.baseAddress else { return }
      var framer = SampleFramer(configuration)
      samples.withUnsafeBufferPointer { block in
        framer.take(.whole(block)) { start, frames in
          for frame in 0..<frames {
            body(start + frame * configuration.hopLength, target)
            target += columns
          }
        }
      }
    }
    return FeatureMatrix(frameCount: count, coefficientCount: columns, values: values)
  }
}
