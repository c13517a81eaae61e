#include "genre_dsp.h"
#include "vector16.h"

_Static_assert(GENRE_DSP_BLOCK_FRAMES == 16, "a frame is a lane of v16");

/// Sixteen bins of sixteen frames, turned so that a vector is one bin of all frames. By eights: a tile of sixteen
/// by sixteen leaves AVX2 no registers.
INLINE void load_turned(const float *power, size_t stride, v16 bins[16]) {
#pragma clang loop unroll(full)
  for (size_t bin = 0; bin < 16; bin += 8) {
    v8 early[8], late[8];
#pragma clang loop unroll(full)
    for (size_t frame = 0; frame < 8; frame++) {
      early[frame] = LOAD8(power + frame * stride + bin);
      late[frame] = LOAD8(power + (frame + 8) * stride + bin);
    }
    transpose8(early);
    transpose8(late);
#pragma clang loop unroll(full)
    for (size_t i = 0; i < 8; i++) bins[bin + i] = JOIN8(early[i], late[i]);
  }
}

/// Walks the bins once, in order, with the two open edges in registers; lanes[band] is a band of all frames.
INLINE void accumulate(const float *power, size_t stride, const genre_dsp_mel_bank *bank, float *lanes) {
#pragma clang fp contract(fast)
  const v16 zero = {0};
  v16 bins[16] __attribute__((aligned(64)));
  v16 before = zero;  // the rising edge of the band that falls in the present segment
  size_t bin = bank->segment_starts[0];
  size_t tile = SIZE_MAX;
  for (size_t segment = 0; segment <= bank->band_count; segment++) {
    v16 falling = before, rising = zero;
    const size_t end = bank->segment_starts[segment + 1];
    while (bin < end) {
      if (bin / 16 != tile) {
        tile = bin / 16;
        load_turned(power + tile * 16, stride, bins);
      }
      const size_t stop = end < tile * 16 + 16 ? end : tile * 16 + 16;
      for (; bin < stop; bin++) {
        const v16 value = bins[bin % 16];
        falling += value * bank->falling[bin];
        rising += value * bank->rising[bin];
      }
    }
    if (segment > 0) STORE16(lanes + (segment - 1) * 16, falling);
    before = rising;
  }
}

CLONES void genre_dsp_mel_block(const float *restrict power, size_t power_stride,
                                const genre_dsp_mel_bank *restrict bank, size_t frame_count,
                                float *restrict lanes, float *restrict rows) {
  accumulate(power, power_stride, bank, lanes);
  const size_t bands = bank->band_count;
  for (size_t band = 0; band < bands; band += 16) {
    v16 block[16];
    load_turned(lanes + band * 16, 16, block);
    const size_t width = bands - band < 16 ? bands - band : 16;
    for (size_t frame = 0; frame < frame_count; frame++) {
      float *row = rows + frame * bands + band;
      if (width == 16) {
        STORE16(row, block[frame]);
      } else {
        memcpy(row, &block[frame], width * sizeof(float));
      }
    }
  }
}

CLONES bool genre_dsp_all_finite(const float *values, size_t count) {
  uint32_t broken = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t bits;
    memcpy(&bits, values + i, sizeof bits);
    broken |= (bits & 0x7f800000u) == 0x7f800000u;
  }
  return broken == 0;
}
