#include "CBenchmarkProbes.h"

// Twenty-four chains keep both multiply-add units of today's cores busy: each takes four or five cycles, and
// two begin in a cycle. Where there are sixteen registers, twelve chains are what fits.

#define INLINE static inline __attribute__((always_inline))
#define ROUND_STEPS 1024

#define CHAIN(lanes, chains, name, ...)                                                              \
  typedef float vector_##name __attribute__((vector_size(4 * lanes)));                               \
  __VA_ARGS__ static float chain_##name(int64_t rounds) {                                            \
    _Pragma("clang fp contract(fast)")                                                               \
    vector_##name sums[chains], factor = {0}, term = {0};                                            \
    factor += 0.999f;                                                                                \
    term += 0.001f;                                                                                  \
    for (int c = 0; c < chains; c++) sums[c] = term * (float)c;                                      \
    for (int64_t step = 0; step < rounds * ROUND_STEPS; step++) {                                    \
      _Pragma("clang loop unroll(full)") for (int c = 0; c < chains; c++) {                          \
        sums[c] = sums[c] * factor + term;                                                           \
        __asm__ volatile("" : "+" GENRE_REGISTER(sums[c]));                                          \
      }                                                                                              \
    }                                                                                                \
    vector_##name total = sums[0];                                                                   \
    for (int c = 1; c < chains; c++) total += sums[c];                                               \
    float result = 0;                                                                                \
    for (int l = 0; l < lanes; l++) result += total[l];                                              \
    return result;                                                                                   \
  }

#if defined(__x86_64__)
#define GENRE_REGISTER(value) "v"(value)
CHAIN(4, 12, baseline)
CHAIN(8, 12, v3, __attribute__((target("arch=x86-64-v3"))))
CHAIN(16, 24, v4, __attribute__((target("arch=x86-64-v4"), min_vector_width(512))))
#else
#define GENRE_REGISTER(value) "w"(value)
CHAIN(4, 24, baseline)
#endif

float genre_probe_multiply_add(int64_t rounds) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("x86-64-v4")) return chain_v4(rounds);
  if (__builtin_cpu_supports("x86-64-v3")) return chain_v3(rounds);
#endif
  return chain_baseline(rounds);
}

int64_t genre_probe_operations_a_round(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("x86-64-v4")) return 2 * 16 * 24 * ROUND_STEPS;
  if (__builtin_cpu_supports("x86-64-v3")) return 2 * 8 * 12 * ROUND_STEPS;
  return 2 * 4 * 12 * ROUND_STEPS;
#else
  return 2 * 4 * 24 * ROUND_STEPS;
#endif
}
