internal import CGenreKernels

/// Samples to mel power: the window, the FFT and the filter bank, sixteen frames at a time so that all of it stays
/// in the first caches. Immutable, thus safe from many threads at once.
final class MelEngine: Sendable {
  let spectral: SpectralEngine
  let bank: MelFilterBank

  init(stft: STFT.Configuration, mel: MelFilterBank.Configuration) throws(FeatureError) {
    guard stft.fftLength == mel.fftLength else {
      throw .configuration(
        "the STFT has an FFT length of \(stft.fftLength) and the filter bank one of \(mel.fftLength); "
          + "give both the same")
    }
    spectral = try SpectralEngine(stft)
    bank = try MelFilterBank(mel)
  }

  func makeWorkspace() -> SpectralEngine.Workspace {
    SpectralEngine.Workspace(
      fftLength: spectral.configuration.fftLength, bandCount: bank.configuration.bandCount)
  }

  /// Computes a run of frames, and calls `finished` on every block of rows while it is in cache.
  ///
  /// - Returns: The first of the frames whose power is not finite; nil if all is well.
  private func power(
    of start: UnsafePointer<Float>, frameCount: Int, _ workspace: SpectralEngine.Workspace,
    into rows: UnsafeMutablePointer<Float>,
    finished: (UnsafeMutableBufferPointer<Float>) -> Void
  ) -> Int? {
    let bands = bank.configuration.bandCount
    let hop = spectral.configuration.hopLength
    var broken: Int?
    for first in stride(from: 0, to: frameCount, by: SpectralEngine.blockFrames) {
      let count = min(SpectralEngine.blockFrames, frameCount - first)
      for frame in 0..<count {
        let target = workspace.power.pointer + frame * workspace.powerStride
        spectral.power(of: start + (first + frame) * hop, workspace, into: target)
      }
      let block = UnsafeMutableBufferPointer(start: rows + first * bands, count: count * bands)
      bank.apply(to: workspace, frameCount: count, into: rows + first * bands)
      if broken == nil, !genre_dsp_all_finite(rows + first * bands, block.count) {
        broken = first + (block.firstIndex { !$0.isFinite } ?? 0) / bands
      }
      finished(block)
    }
    return broken
  }

  /// The error for a signal of which this is the first frame whose power is not finite.
  func nonFiniteError(frame: Int) -> FeatureError {
    let seconds =
      Double(frame * spectral.configuration.hopLength) / bank.configuration.sampleRate
    return FeatureError(
      .nonFiniteSamples,
      "samples near \((seconds * 1000).rounded() / 1000) s (frame \(frame)) are NaN, infinite or far too "
        + "large; samples should lie between -1 and 1")
  }

  /// Fills a buffer with the rows of all frames that the input completes, and calls `finished` on blocks of them.
  ///
  /// - Returns: The first row whose power is not finite; nil if all is well.
  func fill(
    _ buffer: UnsafeMutableBufferPointer<Float>, _ framer: inout SampleFramer, _ input: SampleFramer.Input,
    finished: (UnsafeMutableBufferPointer<Float>) -> Void
  ) -> Int? {
    // Without frames to come the samples are still to be taken in, but nothing is computed.
    guard var target = buffer.baseAddress, !buffer.isEmpty else {
      framer.take(input) { _, _ in }
      return nil
    }
    var broken: Int?
    var done = 0
    let workspace = makeWorkspace()
    framer.take(input) { start, frames in
      let bad = power(of: start, frameCount: frames, workspace, into: target, finished: finished)
      broken = broken ?? bad.map { done + $0 }
      done += frames
      target += frames * bank.configuration.bandCount
    }
    return broken
  }
}
