// Runs each kernel once at the sizes of the baseline network and of 16 frames of sound, for callgrind to count.
// Tools/tests/test_instructions.sh compiles it together with the portable kernels and compares the counts.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <valgrind/callgrind.h>

#include "CGenreKernels.h"

enum { rows = 8, units = 128, slots = 4 * units, steps = 130, inputs = 13 };

/// Numbers between -1 and 1, aligned; never freed, because the program ends soon.
static float *noise(size_t count) {
  static uint32_t state = 1;
  float *values = aligned_alloc(64, (count * sizeof(float) + 63) / 64 * 64);
  for (size_t i = 0; values && i < count; i++) {
    state = state * 1664525 + 1013904223;
    values[i] = (float)(state >> 8) / (1 << 23) - 1;
  }
  if (!values) exit(1);
  return values;
}

#define COUNTED(name, call)              \
  do {                                   \
    CALLGRIND_START_INSTRUMENTATION;     \
    CALLGRIND_ZERO_STATS;                \
    call;                                \
    CALLGRIND_DUMP_STATS_AT(name);       \
    CALLGRIND_STOP_INSTRUMENTATION;      \
  } while (0)

/// output [row_count x 3 units] += left [row_count x inner] * right, as the layers call it.
static void product(int64_t row_count, int64_t inner, const float *left, const float *right, float *output) {
  genre_product_arguments product = {
    .rows = row_count, .columns = 3 * units, .inner = inner, .left = left, .left_row = units, .left_inner = 1,
    .right = right, .right_panel = GENRE_NET_PANEL * inner, .right_row = GENRE_NET_PANEL, .output = output,
    .output_row = slots, .start = GENRE_START_OUTPUT};
  genre_net_product(&product);
}

/// gradient [units x 3 units] += transposed states [all rows x units] * gradients [all rows x 3 units]
static void weight_gradient(const float *states, const float *gradients, float *output) {
  genre_product_arguments product = {
    .rows = units, .columns = 3 * units, .inner = rows * steps, .left = states, .left_row = 1,
    .left_inner = units, .right = gradients, .right_panel = GENRE_NET_PANEL, .right_row = slots,
    .output = output, .output_row = 3 * units, .start = GENRE_START_OUTPUT};
  genre_net_product(&product);
}

static void count_products(void) {
  float *left = noise(rows * steps * units), *right = noise(units * 3 * units);
  float *record = noise(rows * steps * slots), *gradient = noise(units * 3 * units);
  COUNTED("product.input", product(rows * steps, inputs, left, right, record));
  COUNTED("product.step.8", product(8, units, left, right, record));
  COUNTED("product.step.5", product(5, units, left, right, record));
  COUNTED("product.step.1", product(1, units, left, right, record));
  COUNTED("product.weights", weight_gradient(left, record, gradient));
  COUNTED("pack.forward", genre_net_pack_transposed(units, units, right, gradient, 0));
  COUNTED("pack.backward", genre_net_pack(units, units, right, gradient, 0, units));
  COUNTED("pack.gradient", genre_net_add_transposed(units, units, right, 3 * units, gradient));
}

static void count_gates(void) {
  float *record = noise(rows * 6 * units), *state = noise(rows * units), *next = noise(rows * units);
  float *carried = noise(rows * units);
  COUNTED("gru.forward", genre_net_gru_forward(rows, units, record, slots, state, units, next, units));
  COUNTED("gru.backward", genre_net_gru_backward(rows, units, record, slots, state, units, next, units,
                                                 carried, units));
  COUNTED("lstm.forward", genre_net_lstm_forward(rows, units, record, 6 * units, state, units, next, units));
  COUNTED("lstm.backward", genre_net_lstm_backward(rows, units, record, 6 * units, state, units, next, units,
                                                   carried, units));
}

static void count_rest_of_step(void) {
  float *input = noise(rows * units), *output = noise(rows * units), *weight = noise(units);
  float *bias = noise(units), *statistics = noise(2 * rows), *sums = noise(slots);
  COUNTED("norm.forward", genre_net_layer_norm_forward(rows, units, units, input, units, weight, bias, 1e-5f,
                                                       output, units, statistics));
  COUNTED("norm.backward", genre_net_layer_norm_backward(rows, units, units, input, units, weight, statistics,
                                                         output, units, weight, bias));
  COUNTED("sums", genre_net_add_column_sums(rows, units, input, units, sums));
  COUNTED("dropout", genre_net_dropout(rows * units, input, 1, 1u << 30, 1.5f));
  const genre_net_adam_constants adam = {.gradient_scale = 1, .beta1 = 0.9f, .beta2 = 0.999f,
                                         .epsilon = 1e-8f, .step_size = 1e-3f, .root_correction = 1,
                                         .decoupled_factor = 1};
  float *moments = noise(rows * units), *squares = noise(rows * units);
  for (int i = 0; i < rows * units; i++) squares[i] *= squares[i];
  COUNTED("adam", genre_net_adam_step(input, output, moments, squares, rows * units, adam));
}

enum { points = 2048, half = points / 2, frames = GENRE_DSP_BLOCK_FRAMES, bins = half + 16, bands = 128 };

static void count_spectrum(void) {
  float *samples = noise(points + 512), *window = noise(points), *frame = noise(points + 2);
  float *power = noise(bins), *cosine = noise(half), *sine = noise(half);
  COUNTED("window", genre_dsp_window(samples, window, frame, points, 512));
  COUNTED("power", genre_dsp_packed_power(frame, cosine, sine, half, power));
}

static void count_features(void) {
  float *power = noise(frames * bins), *lanes = noise(bands * 16), *mel = noise(frames * bands + 16);
  float *weights = noise(2 * bins), *cosines = noise(bands * 16), *result = noise(frames * 16 + 16);
  uint32_t starts[bands + 2];
  for (uint32_t i = 0; i < bands + 2; i++) starts[i] = i * half / (bands + 1);
  genre_dsp_mel_bank bank = {bands, starts, weights, weights + bins};
  for (int i = 0; i < frames * bins; i++) power[i] = fabsf(power[i]);
  COUNTED("mel", genre_dsp_mel_block(power, bins, &bank, frames, lanes, mel));
  COUNTED("decibels", genre_dsp_decibels(mel, mel, frames * bands, 1e-10f, 0));
  COUNTED("cosine-transform", genre_dsp_rows_times_matrix(mel, frames, bands, cosines, 16, 13, result));
  COUNTED("finite", if (!genre_dsp_all_finite(power, frames * bins)) exit(1));
}

int main(void) {
  count_products();
  count_gates();
  count_rest_of_step();
  count_spectrum();
  count_features();
  return 0;
}
