#include "genre_dsp.h"
#include "vector16.h"

// 10 log10(x) = e * 10 log10(2) + 10 log10(1 + t), with x = 2^e (1 + t) and 1 + t within [1/sqrt 2, sqrt 2).
// The second term is t Q(t), Q a polynomial fitted to it by weighted least squares: off by 2e-8 dB at most.
// 10 log10(2) comes in two parts; the first has 16 bits, so that its product with e is exact.
// (Vectors go by pointer: by value they would bind the inlined functions to one calling convention.)
INLINE void decibels16(v16 *value) {
#pragma clang fp contract(fast)
  const v16i bits = (v16i)*value;
  const v16i exponent = (bits - 0x3f3504f3) >> 23;
  const v16 t = (v16)(bits - (exponent << 23)) - 1.0f;
  const v16 e = __builtin_convertvector(exponent, v16);
  v16 q = t * 0.3775896430015564f - 0.6330711245536804f;
  q = q * t + 0.65434730052948f;
  q = q * t - 0.7180154919624329f;
  q = q * t + 0.8659374117851257f;
  q = q * t - 1.0858789682388306f;
  q = q * t + 1.4477207660675049f;
  q = q * t - 2.171471118927002f;
  q = q * t + 4.342944145202637f;
  *value = e * 3.01025390625f + (e * 4.60503898120912e-05f + q * t);
}

/// *value = *value > other ? *value : other, which for a NaN is `other`.
INLINE void raise_to(v16 *value, const v16 *other) {
  const v16i keep = *value > *other;
  *value = (v16)(((v16i)*value & keep) | ((v16i)*other & ~keep));
}

CLONES float genre_dsp_decibels(const float *power, float *decibels, size_t count, float minimum,
                                float offset) {
  const v16 zero = {0};
  const v16 least = zero + minimum;
  v16 largest = zero - __builtin_inff();
  for (size_t i = 0; i < count; i += 16) {
    // A tail goes through the same instructions, padded, so that a value never depends on its place.
    float tail[16];
    const size_t width = count - i < 16 ? count - i : 16;
    const float *source = power + i;
    if (width < 16) {
      for (size_t j = 0; j < 16; j++) tail[j] = j < width ? source[j] : 0;
      source = tail;
    }
    v16 result = LOAD16(source);
    raise_to(&result, &least);
    decibels16(&result);
    result += offset;
    if (width < 16) {
      STORE16(tail, result);
      for (size_t j = 0; j < width; j++) decibels[i + j] = tail[j];
      // What pads the tail is the minimum; were it counted, it could not exceed a true value.
    } else {
      STORE16(decibels + i, result);
    }
    raise_to(&largest, &result);
  }
  float maximum = -__builtin_inff();
  for (int lane = 0; lane < 16; lane++) maximum = largest[lane] > maximum ? largest[lane] : maximum;
  return maximum;
}

CLONES void genre_dsp_clip(float *values, size_t count, float floor) {
  for (size_t i = 0; i < count; i++) values[i] = values[i] > floor ? values[i] : floor;
}
