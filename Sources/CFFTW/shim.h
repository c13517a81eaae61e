#pragma once

#include <fftw3.h>

// Swift sees fftwf_complex as a tuple; these wrappers keep every buffer a plain float pointer
// of interleaved (real, imaginary) pairs.

/// Plans a forward complex transform of `length` points, out of place, without measuring (the planner is
/// not thread-safe: callers hold a lock). Null when FFTW can't plan it.
static inline fftwf_plan genre_fftwf_plan_forward(int length, float *input, float *output) {
  return fftwf_plan_dft_1d(length, (fftwf_complex *)input, (fftwf_complex *)output, FFTW_FORWARD,
                           FFTW_ESTIMATE);
}

/// Runs a plan on other buffers of the same alignment; safe from many threads at once.
static inline void genre_fftwf_execute(fftwf_plan plan, float *input, float *output) {
  fftwf_execute_dft(plan, (fftwf_complex *)input, (fftwf_complex *)output);
}

/// The version of the library that is loaded, such as "fftw-3.3.10-sse2-avx".
static inline const char *genre_fftwf_version(void) { return fftwf_version; }
