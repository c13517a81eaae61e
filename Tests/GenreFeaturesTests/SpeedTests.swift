import CGenreFFTW
import Foundation
import GenreFeatures
import Testing

/// 13 MFCCs of 30 s against the 1,292 FFTs in them, by FFTW's own real transform, in turn on one thread.
@Suite(.serialized) struct SpeedTests {
  #if DEBUG
    static let isOptimized = false
  #else
    static let isOptimized = true
  #endif

  /// Milliseconds that this thread has spent on a processor: what other tests and other programs take from it does not
  /// count, and on a busy machine no stretch of work goes by without being interrupted.
  private func processorTime(_ work: () throws -> Void) rethrows -> Double {
    func now() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
    }
    let start = now()
    try work()
    return now() - start
  }

  @Test(.enabled(if: isOptimized, "speed is measured in release: swift test -c release"))
  func mfccTakesNoMoreThanOneAndAHalfTimesItsFFTs() throws {
    var noise = Noise(seed: 1)
    let samples = noise.samples(661_500)
    let mfcc = try MFCC()
    let input = try #require(fftwf_alloc_real(2048))
    let output = try #require(fftwf_alloc_complex(1025))
    defer {
      fftwf_free(input)
      fftwf_free(output)
    }
    let plans = RealFFT.withPlanner {
      let measured = fftwf_plan_dft_r2c_1d(2048, input, output, FFTW_MEASURE)
      let half = UnsafeMutableRawPointer(input).assumingMemoryBound(to: fftwf_complex.self)
      let packed = fftwf_plan_dft_1d(1024, half, output, FFTW_FORWARD, FFTW_ESTIMATE)
      // What measuring teaches FFTW would change the plans, and so the last bits, of every test that comes after.
      fftwf_forget_wisdom()
      return [measured, packed].map { UInt(bitPattern: $0) }
    }
    let real = try #require(fftwf_plan(bitPattern: plans[0]))
    let packed = try #require(fftwf_plan(bitPattern: plans[1]))
    for index in 0..<2048 { input[index] = samples[index] }
    // The least of many, and more of them while it is too much: others share the caches and the core's units, and one
    // quiet moment shows what the work takes.
    var times = [0, 0, Double.infinity]
    for _ in 0..<30 where times[2] > 1.5 * times[0] {
      var rounds = [[Double]](repeating: [], count: 3)
      for _ in 0..<40 {
        rounds[0].append(processorTime { for _ in 0..<1292 { fftwf_execute(real) } })
        rounds[1].append(processorTime { for _ in 0..<1292 { fftwf_execute(packed) } })
        rounds[2].append(try processorTime { _ = try mfcc.coefficients(of: samples) })
      }
      times = rounds.map { $0.min() ?? 0 }
    }
    print(
      "MFCC of 30 s: \(times[2]) ms; its FFTs alone, real: \(times[0]) ms, half-length complex: \(times[1]) ms; "
        + "ratios \(times[2] / times[0]) and \(times[2] / times[1])")
    #expect(times[2] <= 1.5 * times[0])
  }
}
