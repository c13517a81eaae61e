#pragma once

// Sixteen floats at a time in the compiler's own vector extension: one AVX-512 register, two AVX, four SSE or
// NEON. No intrinsics, so the same text is the portable path.

#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef float v16 __attribute__((vector_size(64)));
typedef int32_t v16i __attribute__((vector_size(64)));
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

#define LOAD16(pointer) (*(const v16_unaligned *)(pointer))
#define STORE16(pointer, value) (*(v16_unaligned *)(pointer) = (value))

// Interleaves the lower (upper) halves of two vectors.
#define INTERLEAVE_LOW(a, b) \
  __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
#define INTERLEAVE_HIGH(a, b) \
  __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)

/// Transposes sixteen vectors as a matrix: four perfect shuffles of the rows.
INLINE void transpose16(v16 row[16]) {
  v16 next[16];
  for (int stage = 0; stage < 2; stage++) {
#pragma clang loop unroll(full)
    for (int i = 0; i < 8; i++) {
      next[2 * i] = INTERLEAVE_LOW(row[i], row[i + 8]);
      next[2 * i + 1] = INTERLEAVE_HIGH(row[i], row[i + 8]);
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < 8; i++) {
      row[2 * i] = INTERLEAVE_LOW(next[i], next[i + 8]);
      row[2 * i + 1] = INTERLEAVE_HIGH(next[i], next[i + 8]);
    }
  }
}
