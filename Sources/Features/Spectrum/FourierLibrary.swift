internal import CGenreFFTW

/// The library that computes Fourier transforms.
package enum FourierLibrary {
  /// The version of FFTW that is loaded, as it says it, such as `fftw-3.3.10-sse2-avx`.
  package static var version: String { String(cString: genre_fftwf_version()) }
}
