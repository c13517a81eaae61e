// Vectors of GENRE_LANES floats, in the compiler's own terms: no intrinsics, so every CPU has them.
// The including file sets GENRE_LANES (and the target) and includes the kernels; see variant_v4.c.

#include <stdint.h>
#include <string.h>

#include "genre_net.h"

#define GENRE_INLINE static inline __attribute__((always_inline, unused))
#define GENRE_UNROLL _Pragma("clang loop unroll(full)")

typedef float vector __attribute__((vector_size(4 * GENRE_LANES)));
typedef int32_t lanes __attribute__((vector_size(4 * GENRE_LANES)));
typedef uint32_t words __attribute__((vector_size(4 * GENRE_LANES)));
typedef float unaligned_vector __attribute__((vector_size(4 * GENRE_LANES), aligned(4)));

GENRE_INLINE vector load(const float *from) { return *(const unaligned_vector *)from; }
GENRE_INLINE void store(float *to, vector value) { *(unaligned_vector *)to = value; }
GENRE_INLINE vector splat(float value) { return value - (vector){}; }

/// Lane by lane, `yes` where the mask's lane is all ones. NaN in the unchosen side does no harm.
GENRE_INLINE vector choose(lanes mask, vector yes, vector no) {
  return (vector)(((lanes)yes & mask) | ((lanes)no & ~mask));
}

/// 0, 1, 2, ... in the lanes.
GENRE_INLINE lanes lane_indices(void) {
  lanes index;
  for (int i = 0; i < GENRE_LANES; i++) index[i] = i;
  return index;
}

/// Ones in the lanes below `count`, zeros in the others.
GENRE_INLINE vector lanes_below(int64_t count) {
  int32_t limit = count > GENRE_LANES ? GENRE_LANES : (int32_t)count;
  return choose(lane_indices() < limit - (lanes){}, splat(1), splat(0));
}

/// The sum over the lanes, always in the same order: halves folded onto each other.
GENRE_INLINE float sum_of_lanes(vector value) {
#if GENRE_LANES == 16
  value += __builtin_shufflevector(value, value, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
  value += __builtin_shufflevector(value, value, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11);
#elif GENRE_LANES == 8
  value += __builtin_shufflevector(value, value, 4, 5, 6, 7, 0, 1, 2, 3);
#endif
  return (value[0] + value[2]) + (value[1] + value[3]);
}
