#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Kernels of the feature path: window, half-length FFT to power, mel filter bank, decibels, cosine
// transform. All are pure functions of their arguments and may run on many threads at once. Unless said
// otherwise buffers do not overlap and need no alignment.

/// How many frames genre_dsp_mel_block takes at once: one vector lane a frame.
#define GENRE_DSP_BLOCK_FRAMES 16

/// frame[i] = samples[i] * window[i], for i < count; `upcoming` samples behind these are fetched for the next
/// call.
void genre_dsp_window(const float *samples, const float *window, float *frame, size_t count, size_t upcoming);

/// The power spectrum of 2 * half real samples, from the FFT of their halves as `half` complex samples.
///
/// packed: half + 1 interleaved complex values, Z[k] the transform of (x[2n] + i x[2n+1]) / 2; the last is
/// written here. cosine, sine: cos and sin of 2 pi k / (2 * half), k <= half / 2.
/// power: half + 1 values |X[k]|^2.
void genre_dsp_packed_power(float *packed, const float *cosine, const float *sine, size_t half, float *power);

/// As genre_dsp_packed_power, but the spectrum itself: half + 1 real and as many imaginary parts.
void genre_dsp_packed_spectrum(float *packed, const float *cosine, const float *sine, size_t half,
                               float *real, float *imaginary);

/// A mel filter bank as the sparse thing it is: the points where one filter peaks cut the bins into
/// segments, and within segment j every bin lies on the falling edge of band j - 1 and on the rising edge
/// of band j, and on no other.
typedef struct {
  size_t band_count;
  /// band_count + 2 bins, ascending: segment j holds the bins segment_starts[j] ..< segment_starts[j + 1].
  const uint32_t *segment_starts;
  /// A weight a bin, indexed by bin: on the falling edge of the band before, on the rising edge of the band.
  const float *falling;
  const float *rising;
} genre_dsp_mel_bank;

/// Applies the bank to up to GENRE_DSP_BLOCK_FRAMES power spectra.
///
/// power: GENRE_DSP_BLOCK_FRAMES rows (all of them readable, whatever frame_count says), each power_stride
/// long, at least the bin count rounded up to 16. lanes: scratch of (band_count rounded up to 16) * 16
/// floats, 64-byte aligned. rows: frame_count rows of band_count values.
void genre_dsp_mel_block(const float *power, size_t power_stride, const genre_dsp_mel_bank *bank,
                         size_t frame_count, float *lanes, float *rows);

/// Whether no value is NaN or infinite.
bool genre_dsp_all_finite(const float *values, size_t count);

/// decibels[i] = 10 log10(max(power[i], minimum)) + offset, true to 1e-5 before the offset; a NaN counts as
/// the minimum, infinity as 2^128. `minimum` must be a normal number. In place is allowed.
/// Returns the largest result, -infinity when there is none.
float genre_dsp_decibels(const float *power, float *decibels, size_t count, float minimum, float offset);

/// values[i] = max(values[i], floor).
void genre_dsp_clip(float *values, size_t count, float floor);

/// Floats behind the result of genre_dsp_rows_times_matrix that it may write to.
#define GENRE_DSP_PRODUCT_PADDING 15

/// rows [row_count x inner] times matrix [inner x columns] gives result [row_count x columns].
///
/// matrix: inner rows of matrix_stride floats, a multiple of 16, zero beyond `columns`; 64-byte aligned.
/// result: GENRE_DSP_PRODUCT_PADDING floats longer than row_count * columns; what it holds there is lost.
void genre_dsp_rows_times_matrix(const float *rows, size_t row_count, size_t inner, const float *matrix,
                                 size_t matrix_stride, size_t columns, float *result);
