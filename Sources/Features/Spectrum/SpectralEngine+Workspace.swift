extension SpectralEngine {
  /// The buffers that one thread works in.
  final class Workspace {
    let frame: AlignedBuffer
    let packed: AlignedBuffer
    /// `blockFrames` power spectra, `powerStride` apart.
    let power: AlignedBuffer
    let powerStride: Int
    /// One vector of `blockFrames` lanes a mel band.
    let lanes: AlignedBuffer

    init(fftLength: Int, bandCount: Int) {
      frame = AlignedBuffer(count: fftLength)
      packed = AlignedBuffer(count: fftLength + 2)
      powerStride = (fftLength / 2 + 1).roundedUp(to: 16)
      power = AlignedBuffer(count: bandCount == 0 ? 0 : powerStride * SpectralEngine.blockFrames)
      lanes = AlignedBuffer(count: bandCount.roundedUp(to: 16) * SpectralEngine.blockFrames)
    }
  }
}
