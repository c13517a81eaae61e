// The public functions: each calls the variant for the CPU it runs on. Compiled with GENRE_PORTABLE they call what
// every CPU can run, so that instructions can be counted alike everywhere; see Tests/InstructionCounts.
#include "genre_net_variants.h"

#if defined(__x86_64__) && !defined(GENRE_PORTABLE)
#define GENRE_HAS_VARIANTS
#endif

#if defined(GENRE_HAS_VARIANTS)
extern const struct genre_net_kernels genre_net_kernels_v4, genre_net_kernels_v3;
#endif
extern const struct genre_net_kernels genre_net_kernels_baseline;

static inline const struct genre_net_kernels *kernels(void) {
#if defined(GENRE_HAS_VARIANTS)
  if (__builtin_cpu_supports("x86-64-v4")) return &genre_net_kernels_v4;
  if (__builtin_cpu_supports("x86-64-v3")) return &genre_net_kernels_v3;
#endif
  return &genre_net_kernels_baseline;
}

const struct genre_net_kernels *genre_net_variant(int index) {
  const struct genre_net_kernels *usable[4] = {0};
  int count = 0;
#if defined(GENRE_HAS_VARIANTS)
  if (__builtin_cpu_supports("x86-64-v4")) usable[count++] = &genre_net_kernels_v4;
  if (__builtin_cpu_supports("x86-64-v3")) usable[count++] = &genre_net_kernels_v3;
#endif
  usable[count++] = &genre_net_kernels_baseline;
  return index >= 0 && index < count ? usable[index] : 0;
}

void genre_net_product(const genre_product_arguments *product) { kernels()->product(product); }

void genre_net_sigmoid(int64_t count, const float *x, float *y) { kernels()->sigmoid(count, x, y); }

void genre_net_tanh(int64_t count, const float *x, float *y) { kernels()->tanh(count, x, y); }

void genre_net_gru_forward(int64_t rows, int64_t units, float *record, int64_t record_row,
                           const float *previous, int64_t previous_row, float *hidden, int64_t hidden_row) {
  kernels()->gru_forward(rows, units, record, record_row, previous, previous_row, hidden, hidden_row);
}

void genre_net_gru_backward(int64_t rows, int64_t units, float *record, int64_t record_row,
                            const float *previous, int64_t previous_row, const float *gradient,
                            int64_t gradient_row, float *previous_gradient, int64_t previous_gradient_row) {
  kernels()->gru_backward(rows, units, record, record_row, previous, previous_row, gradient, gradient_row,
                          previous_gradient, previous_gradient_row);
}

void genre_net_gru_before_reset(int64_t rows, int64_t units, float *record, int64_t record_row,
                                const float *previous, int64_t previous_row) {
  kernels()->gru_before_reset(rows, units, record, record_row, previous, previous_row);
}

void genre_net_gru_before_update(int64_t rows, int64_t units, float *record, int64_t record_row,
                                 const float *previous, int64_t previous_row, float *hidden,
                                 int64_t hidden_row) {
  kernels()->gru_before_update(rows, units, record, record_row, previous, previous_row, hidden, hidden_row);
}

void genre_net_gru_before_update_backward(int64_t rows, int64_t units, float *record, int64_t record_row,
                                          const float *previous, int64_t previous_row, const float *gradient,
                                          int64_t gradient_row, float *previous_gradient,
                                          int64_t previous_gradient_row) {
  kernels()->gru_before_update_backward(rows, units, record, record_row, previous, previous_row, gradient,
                                        gradient_row, previous_gradient, previous_gradient_row);
}

void genre_net_gru_before_reset_backward(int64_t rows, int64_t units, float *record, int64_t record_row,
                                         const float *previous, int64_t previous_row,
                                         const float *reset_gradient, int64_t reset_gradient_row,
                                         float *previous_gradient, int64_t previous_gradient_row) {
  kernels()->gru_before_reset_backward(rows, units, record, record_row, previous, previous_row,
                                       reset_gradient, reset_gradient_row, previous_gradient,
                                       previous_gradient_row);
}

void genre_net_lstm_forward(int64_t rows, int64_t units, float *record, int64_t record_row,
                            const float *previous_cell, int64_t previous_cell_row, float *hidden,
                            int64_t hidden_row) {
  kernels()->lstm_forward(rows, units, record, record_row, previous_cell, previous_cell_row, hidden,
                          hidden_row);
}

void genre_net_lstm_backward(int64_t rows, int64_t units, float *record, int64_t record_row,
                             const float *previous_cell, int64_t previous_cell_row, const float *gradient,
                             int64_t gradient_row, float *cell_gradient, int64_t cell_gradient_row) {
  kernels()->lstm_backward(rows, units, record, record_row, previous_cell, previous_cell_row, gradient,
                           gradient_row, cell_gradient, cell_gradient_row);
}

void genre_net_layer_norm_forward(int64_t rows, int64_t width, int64_t padded, const float *input,
                                  int64_t input_row, const float *weight, const float *bias, float epsilon,
                                  float *output, int64_t output_row, float *statistics) {
  kernels()->layer_norm_forward(rows, width, padded, input, input_row, weight, bias, epsilon, output,
                                output_row, statistics);
}

void genre_net_layer_norm_backward(int64_t rows, int64_t width, int64_t padded, const float *input,
                                   int64_t input_row, const float *weight, const float *statistics,
                                   float *gradient, int64_t gradient_row, float *weight_gradient,
                                   float *bias_gradient) {
  kernels()->layer_norm_backward(rows, width, padded, input, input_row, weight, statistics, gradient,
                                 gradient_row, weight_gradient, bias_gradient);
}

void genre_net_add_moments(int64_t steps, int64_t bands, int64_t channels, const float *input,
                           const float *origin, double *sums) {
  kernels()->add_moments(steps, bands, channels, input, origin, sums);
}

void genre_net_norm_pool_forward(const genre_norm_pool_arguments *pool, float *output, float *chosen) {
  kernels()->norm_pool_forward(pool, output, chosen);
}

void genre_net_norm_pool_sums(const genre_norm_pool_arguments *pool, const float *chosen, const float *mean,
                              const float *inverse, const float *gradient, double *sums) {
  kernels()->norm_pool_sums(pool, chosen, mean, inverse, gradient, sums);
}

void genre_net_norm_pool_backward(const genre_norm_pool_arguments *pool, const float *chosen,
                                  const float *offset, const float *slope, const float *gradient,
                                  float *input_gradient) {
  kernels()->norm_pool_backward(pool, chosen, offset, slope, gradient, input_gradient);
}

void genre_net_dropout(int64_t padded, float *values, uint32_t key, uint32_t threshold, float scale) {
  kernels()->dropout(padded, values, key, threshold, scale);
}

void genre_net_add_column_sums(int64_t rows, int64_t columns, const float *values, int64_t row, float *sums) {
  kernels()->add_column_sums(rows, columns, values, row, sums);
}

void genre_net_add_scaled(int64_t count, float scale, const float *x, float *y) {
  kernels()->add_scaled(count, scale, x, y);
}

float genre_net_dot(int64_t padded, const float *x, const float *y) { return kernels()->dot(padded, x, y); }
