#include "genre_dsp.h"
#include "vector16.h"

CLONES void genre_dsp_window(const float *restrict samples, const float *restrict window,
                             float *restrict frame, size_t count, size_t upcoming) {
  // The transform that follows gives the next samples time to arrive; without, the window waits for them.
  // A prefetch beyond the buffer's end does nothing.
  for (size_t i = 0; i < upcoming; i += 16) __builtin_prefetch(samples + count + i);
  for (size_t i = 0; i < count; i++) frame[i] = samples[i] * window[i];
}

// A real FFT of 2M samples by a complex one of M (Sorensen et al. 1987, "Real-valued fast Fourier transform
// algorithms"): with a = Z[k], b = conj Z[M-k], E = a + b, O = a - b and T = -i W^k O, where
// W = exp(-2 pi i / 2M), twice the spectrum is 2 X[k] = E + T and 2 X[M-k] = conj(E - T). (The caller halves
// the window, which is exact.) The sums are formed before the squares: |E|^2 + |T|^2 +- 2 Re would lose the
// quiet one of a loud and a quiet bin.
typedef struct {
  float plus_real, plus_imaginary, minus_real, minus_imaginary;
} bin_pair;

INLINE bin_pair separate(const float *packed, float cosine, float sine, size_t half, size_t k) {
#pragma clang fp contract(fast)
  const float a_re = packed[2 * k], a_im = packed[2 * k + 1];
  const float b_re = packed[2 * (half - k)], b_im = -packed[2 * (half - k) + 1];
  const float e_re = a_re + b_re, e_im = a_im + b_im;
  const float o_re = a_re - b_re, o_im = a_im - b_im;
  const float t_re = cosine * o_im - sine * o_re, t_im = -(cosine * o_re + sine * o_im);
  return (bin_pair){e_re + t_re, e_im + t_im, e_re - t_re, t_im - e_im};
}

#define EVENS(a, b) \
  __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30)
#define ODDS(a, b) \
  __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31)
#define EVENS_REVERSED(a, b) \
  __builtin_shufflevector(a, b, 30, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2, 0)
#define ODDS_REVERSED(a, b) \
  __builtin_shufflevector(a, b, 31, 29, 27, 25, 23, 21, 19, 17, 15, 13, 11, 9, 7, 5, 3, 1)
#define REVERSED(a) __builtin_shufflevector(a, a, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)

/// `separate` and the squares, for the bins k ..< k + 16 and their mirror images.
INLINE void power16(const float *packed, const float *cosine, const float *sine, size_t half, size_t k,
                    float *power) {
#pragma clang fp contract(fast)
  const v16 a0 = LOAD16(packed + 2 * k), a1 = LOAD16(packed + 2 * k + 16);
  const size_t mirror = half - k - 15;
  const v16 b0 = LOAD16(packed + 2 * mirror), b1 = LOAD16(packed + 2 * mirror + 16);
  const v16 a_re = EVENS(a0, a1), a_im = ODDS(a0, a1);
  const v16 b_re = EVENS_REVERSED(b0, b1), b_im = -ODDS_REVERSED(b0, b1);
  const v16 c = LOAD16(cosine + k), s = LOAD16(sine + k);
  const v16 e_re = a_re + b_re, e_im = a_im + b_im, o_re = a_re - b_re, o_im = a_im - b_im;
  const v16 t_re = c * o_im - s * o_re, t_im = c * o_re + s * o_im;
  const v16 plus_re = e_re + t_re, plus_im = e_im - t_im, minus_re = e_re - t_re, minus_im = e_im + t_im;
  const v16 minus = minus_re * minus_re + minus_im * minus_im;
  STORE16(power + k, plus_re * plus_re + plus_im * plus_im);
  STORE16(power + mirror, REVERSED(minus));
}

CLONES void genre_dsp_packed_power(float *restrict packed, const float *restrict cosine,
                                   const float *restrict sine, size_t half, float *restrict power) {
#pragma clang fp contract(fast)
  // The transform has period `half`; with Z[half] in place bin 0 is like every other.
  packed[2 * half] = packed[0];
  packed[2 * half + 1] = packed[1];
  const size_t pairs = (half + 1) / 2;
  size_t k = 0;
  for (; k + 16 <= pairs; k += 16) power16(packed, cosine, sine, half, k, power);
  for (; k < pairs; k++) {
    const bin_pair x = separate(packed, cosine[k], sine[k], half, k);
    power[k] = x.plus_real * x.plus_real + x.plus_imaginary * x.plus_imaginary;
    power[half - k] = x.minus_real * x.minus_real + x.minus_imaginary * x.minus_imaginary;
  }
  if (half % 2 == 0) {
    const float *middle = packed + half;
    power[half / 2] = 4 * (middle[0] * middle[0] + middle[1] * middle[1]);
  }
}

CLONES void genre_dsp_packed_spectrum(float *restrict packed, const float *restrict cosine,
                                      const float *restrict sine, size_t half, float *restrict real,
                                      float *restrict imaginary) {
  packed[2 * half] = packed[0];
  packed[2 * half + 1] = packed[1];
  for (size_t k = 0; k < (half + 1) / 2; k++) {
    const bin_pair x = separate(packed, cosine[k], sine[k], half, k);
    real[k] = x.plus_real;
    imaginary[k] = x.plus_imaginary;
    real[half - k] = x.minus_real;
    imaginary[half - k] = x.minus_imaginary;
  }
  if (half % 2 == 0) {
    real[half / 2] = 2 * packed[half];
    imaginary[half / 2] = -2 * packed[half + 1];
  }
}
