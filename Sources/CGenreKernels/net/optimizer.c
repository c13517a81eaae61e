#include "genre_net_optimizer.h"

#include <string.h>

#if defined(__linux__) && defined(__x86_64__) && defined(__clang__) && !defined(GENRE_PORTABLE) && \
  !__has_feature(thread_sanitizer)
#define CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define CLONES
#endif

#pragma clang fp contract(fast)

// Explicit lanes: a plain loop would call sqrtf, which may set errno, once a value.
enum { LANES = 16, DOUBLE_LANES = 16 };
typedef float lanes __attribute__((vector_size(LANES * sizeof(float))));
typedef double double_lanes __attribute__((vector_size(DOUBLE_LANES * sizeof(double))));

CLONES
void genre_net_adam_step(float *parameters, const float *gradients, float *first_moments, float *second_moments,
                         long count, genre_net_adam_constants c) {
  const float rest1 = 1 - c.beta1, rest2 = 1 - c.beta2;
  for (long i = 0; i < count; i += LANES) {
    // The last few values go through the same arithmetic in a padded register.
    const size_t size = (count - i < LANES ? count - i : LANES) * sizeof(float);
    lanes p = {0}, g = {0}, m = {0}, v = {0};
    if (size == sizeof(lanes)) {
      memcpy(&p, parameters + i, sizeof p);
      memcpy(&g, gradients + i, sizeof g);
      memcpy(&m, first_moments + i, sizeof m);
      memcpy(&v, second_moments + i, sizeof v);
    } else {
      memcpy(&p, parameters + i, size);
      memcpy(&g, gradients + i, size);
      memcpy(&m, first_moments + i, size);
      memcpy(&v, second_moments + i, size);
    }
    g = g * c.gradient_scale + p * c.coupled_decay;
    m = c.beta1 * m + rest1 * g;
    v = c.beta2 * v + rest2 * (g * g);
    const lanes root = __builtin_elementwise_sqrt(v) * c.root_correction + c.epsilon;
    p = p * c.decoupled_factor - c.step_size * m / root;
    if (size == sizeof(lanes)) {
      memcpy(parameters + i, &p, sizeof p);
      memcpy(first_moments + i, &m, sizeof m);
      memcpy(second_moments + i, &v, sizeof v);
    } else {
      memcpy(parameters + i, &p, size);
      memcpy(first_moments + i, &m, size);
      memcpy(second_moments + i, &v, size);
    }
  }
}

CLONES
double genre_net_sum_of_squares(const float *values, long count) {
  double_lanes sums = {0};
  long i = 0;
  for (; i + DOUBLE_LANES <= count; i += DOUBLE_LANES) {
    lanes narrow;
    memcpy(&narrow, values + i, sizeof narrow);
    const double_lanes wide = __builtin_convertvector(narrow, double_lanes);
    sums += wide * wide;
  }
  double total = 0;
  for (; i < count; ++i) total += (double)values[i] * values[i];
  for (int lane = 0; lane < DOUBLE_LANES; ++lane) total += sums[lane];
  return total;
}

CLONES
void genre_net_average(float *average, const float *values, long count, float decay) {
  const float rest = 1 - decay;
  for (long i = 0; i < count; ++i) average[i] = decay * average[i] + rest * values[i];
}
