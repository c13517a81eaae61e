internal import GenreBase
internal import CGenreFFTW
internal import CGenreKernels
import Synchronization

/// The discrete Fourier transform of real frames, and the only type that knows of FFTW.
///
/// A frame of 2M samples goes through a complex transform of M points, which FFTW does more than twice as fast
/// as its own real one (measured at 2,048), and is separated into M + 1 bins while its power is taken. The plan is
/// made by FFTW's estimate: at 1,024 points measuring gains 3 % and costs hundreds of transforms' time, and an
/// estimate gives the same plan, so the same bits, in every process that has not taught FFTW otherwise: wisdom that a
/// program gathers by measuring plans of its own is shared by the whole process.
///
/// Immutable after `init`, thus safe from many threads at once, each with buffers of its own.
package final class RealFFT: @unchecked Sendable {
  /// Samples in a frame, even.
  let length: Int

  private let plan: fftwf_plan
  private let cosine: AlignedBuffer
  private let sine: AlignedBuffer

  private static let planner = Mutex<Void>(())

  /// FFTW's planner keeps global state: every plan of this package is made and destroyed in here.
  package static func withPlanner<Result: Sendable>(_ body: () -> Result) -> Result {
    planner.withLock { _ in body() }
  }

  /// Bins in the spectrum: from 0 Hz to the Nyquist frequency.
  var binCount: Int { length / 2 + 1 }
  /// Floats in the buffer that receives the packed transform.
  var packedCount: Int { length + 2 }

  init(length: Int) throws(FeatureError) {
    let half = length / 2
    let input = AlignedBuffer(count: length)
    let output = AlignedBuffer(count: length + 2)
    let planned = Self.withPlanner {
      UInt(bitPattern: genre_fftwf_plan_forward(CInt(half), input.pointer, output.pointer))
    }
    guard let plan = fftwf_plan(bitPattern: planned) else {
      throw .configuration("FFTW can't transform frames of \(length) samples")
    }
    let angles = (0...half / 2).map { 2 * Double.pi * Double($0) / Double(length) }
    self.length = length
    self.plan = plan
    cosine = AlignedBuffer(angles.map { Float(cos($0)) })
    sine = AlignedBuffer(angles.map { Float(sin($0)) })
  }

  deinit {
    let address = UInt(bitPattern: plan)
    Self.withPlanner { fftwf_destroy_plan(fftwf_plan(bitPattern: address)) }
  }

  /// What a frame is to be multiplied by beforehand: the separation has a factor of 2, which a window takes up for
  /// nothing.
  static let inputScale: Float = 0.5

  /// The power spectrum |X|^2 of a frame.
  ///
  /// - Parameters:
  ///   - frame: `length` samples times `inputScale`, 64-byte aligned. May be overwritten.
  ///   - packed: scratch of `packedCount` floats, 64-byte aligned.
  ///   - power: receives `binCount` values.
  func power(
    of frame: UnsafeMutablePointer<Float>, packed: UnsafeMutablePointer<Float>,
    into power: UnsafeMutablePointer<Float>
  ) {
    genre_fftwf_execute(plan, frame, packed)
    genre_dsp_packed_power(packed, cosine.pointer, sine.pointer, length / 2, power)
  }

  /// The spectrum X of a frame, its real and its imaginary parts apart; buffers as for `power`.
  func spectrum(
    of frame: UnsafeMutablePointer<Float>, packed: UnsafeMutablePointer<Float>,
    real: UnsafeMutablePointer<Float>, imaginary: UnsafeMutablePointer<Float>
  ) {
    genre_fftwf_execute(plan, frame, packed)
    genre_dsp_packed_spectrum(packed, cosine.pointer, sine.pointer, length / 2, real, imaginary)
  }
}
