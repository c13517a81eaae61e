import CBenchmarkProbes
import GenreFeatures

extension Work {
  /// The frames of 30 s.
  private static let frameCount = 1292

  /// The transforms of 30 s, by FFTW and nothing else.
  static let transforms = Limit(title: "FFTs alone") {
    guard genre_probe_transforms(Int64(frameCount)) else { throw BenchmarkError("FFTW makes no plan.") }
  }

  /// 13 MFCCs of 30 s.
  static func features(_ sounds: SoundFiles) throws -> Work {
    let mfcc = try MFCC()
    return Work(
      name: "mfcc", title: "13 MFCCs of 30 s, one thread", repetitions: 25,
      run: { _ = try mfcc.coefficients(of: sounds.samples) }, limit: transforms,
      peers: ["librosa", "torch", "kaldi"], goal: "1.5 x the FFTs")
  }
}
