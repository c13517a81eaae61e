#pragma once

// Sixteen floats at a time in the compiler's own vector extension: one AVX-512 register, two AVX, four SSE or
// NEON. No intrinsics, so the same text is the portable path.

#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef float v16 __attribute__((vector_size(64)));
typedef int32_t v16i __attribute__((vector_size(64)));
typedef float v8 __attribute__((vector_size(32)));
typedef float v8_unaligned __attribute__((vector_size(32), aligned(4), may_alias));
typedef float v16_unaligned __attribute__((vector_size(64), aligned(4), may_alias));

#define INLINE static inline __attribute__((always_inline))

// The loader picks the clone that suits the processor. That needs glibc's ifunc, which thread sanitizer
// does not survive. GENRE_PORTABLE leaves the default alone, for counting instructions.
#if defined(GENRE_PORTABLE)
#define GENRE_DSP_NO_CLONES
#endif
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define GENRE_DSP_NO_CLONES
#endif
#endif
#if defined(__x86_64__) && defined(__linux__) && defined(__gnu_linux__) && !defined(GENRE_DSP_NO_CLONES)
#define CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define CLONES
#endif

#define LOAD8(pointer) (*(const v8_unaligned *)(pointer))
#define LOAD16(pointer) (*(const v16_unaligned *)(pointer))
#define STORE16(pointer, value) (*(v16_unaligned *)(pointer) = (value))

/// One vector of two halves.
#define JOIN8(low, high) __builtin_shufflevector(low, high, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)

/// Transposes eight vectors as a matrix: 2 x 2 within their quarters, then the quarters of a half, then the halves, so
/// that only the last stage crosses the middle of an AVX register.
INLINE void transpose8(v8 row[8]) {
  v8 twos[8], fours[8];
#pragma clang loop unroll(full)
  for (int i = 0; i < 8; i += 2) {
    twos[i] = __builtin_shufflevector(row[i], row[i + 1], 0, 8, 1, 9, 4, 12, 5, 13);
    twos[i + 1] = __builtin_shufflevector(row[i], row[i + 1], 2, 10, 3, 11, 6, 14, 7, 15);
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < 8; i += 4) {
#pragma clang loop unroll(full)
    for (int j = 0; j < 2; j++) {
      fours[i + 2 * j] = __builtin_shufflevector(twos[i + j], twos[i + j + 2], 0, 1, 8, 9, 4, 5, 12, 13);
      fours[i + 2 * j + 1] = __builtin_shufflevector(twos[i + j], twos[i + j + 2], 2, 3, 10, 11, 6, 7, 14, 15);
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < 4; i++) {
    row[i] = __builtin_shufflevector(fours[i], fours[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    row[i + 4] = __builtin_shufflevector(fours[i], fours[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);
  }
}
