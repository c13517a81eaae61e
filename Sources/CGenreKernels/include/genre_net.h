#pragma once

// Kernels of recurrent networks, float32.
//
// All matrices are row-major. A "padded" count is a multiple of GENRE_NET_PAD: such rows are computed whole, and
// the lanes beyond the true width hold zeros, which every kernel keeps zero. Strides are counted in floats.
// Every output element is one chain of multiply-adds in the order of the inner index, so a result does not
// depend on the rows or columns computed beside it.
// Nothing here allocates, and nothing keeps state: all functions may run on several threads at once.

#include <stdint.h>

enum {
  /// Row widths are rounded up to this many floats.
  GENRE_NET_PAD = 16,
  /// Packed matrices are cut into panels of this many columns, each contiguous: [inner x GENRE_NET_PANEL].
  GENRE_NET_PANEL = 64,
};

/// How a product starts out, before the first multiply-add.
enum genre_start {
  GENRE_START_ZERO = 0,
  /// From the row vector `initial`.
  GENRE_START_ROW = 1,
  /// From what `output` holds.
  GENRE_START_OUTPUT = 2,
};

/// output[m, n] = start + sum over k of left[m, k] * right[k, n]
///
/// left[m, k] is left[m * left_row + k * left_inner]: either order of storage will do.
/// right[k, n] is right[(n / PANEL) * right_panel + k * right_row + n % PANEL].
typedef struct {
  /// `columns` is padded; rows and inner are any count.
  int64_t rows, columns, inner;
  const float *left;
  int64_t left_row, left_inner;
  const float *right;
  int64_t right_panel, right_row;
  float *output;
  int64_t output_row;
  const float *initial;
  enum genre_start start;
} genre_product_arguments;

void genre_net_product(const genre_product_arguments *product);


// Element by element: y[i] = f(x[i]), count any.
void genre_net_sigmoid(int64_t count, const float *x, float *y);
void genre_net_tanh(int64_t count, const float *x, float *y);

// Gates of one time step. `record` rows hold the cell's slots, each `units` (padded) floats, one after another.
// `previous` is the hidden state before the step (stride 0 and zeros where there is none).

/// GRU, reset after. Slots: new (input part), reset, update, new (recurrent part), before their activations.
/// Leaves n, r, z and the recurrent part in them, and the new state in `hidden`.
void genre_net_gru_forward(int64_t rows, int64_t units, float *record, int64_t record_row,
                           const float *previous, int64_t previous_row, float *hidden, int64_t hidden_row);

/// Turns n, r, z and the recurrent part into the gradients before their activations (input part first,
/// recurrent part last), and adds to `previous_gradient` what reaches the state directly.
void genre_net_gru_backward(int64_t rows, int64_t units, float *record, int64_t record_row,
                            const float *previous, int64_t previous_row, const float *gradient,
                            int64_t gradient_row, float *previous_gradient, int64_t previous_gradient_row);

/// GRU, reset before, first half. Slots: reset, update, new, reset state. Leaves r, z and r * h.
void genre_net_gru_before_reset(int64_t rows, int64_t units, float *record, int64_t record_row,
                                const float *previous, int64_t previous_row);
/// Second half: leaves n, and the new state in `hidden`.
void genre_net_gru_before_update(int64_t rows, int64_t units, float *record, int64_t record_row,
                                 const float *previous, int64_t previous_row, float *hidden,
                                 int64_t hidden_row);
/// Gradients of update and new; adds to `previous_gradient` what reaches the state directly.
void genre_net_gru_before_update_backward(int64_t rows, int64_t units, float *record, int64_t record_row,
                                          const float *previous, int64_t previous_row, const float *gradient,
                                          int64_t gradient_row, float *previous_gradient,
                                          int64_t previous_gradient_row);
/// Gradient of reset, from that of r * h; adds to `previous_gradient` what reaches the state through r * h.
void genre_net_gru_before_reset_backward(int64_t rows, int64_t units, float *record, int64_t record_row,
                                         const float *previous, int64_t previous_row,
                                         const float *reset_gradient, int64_t reset_gradient_row,
                                         float *previous_gradient, int64_t previous_gradient_row);

/// LSTM. Slots: input, forget, cell, output, then the cell state and its tanh. `previous_cell` is the cell
/// state before the step.
void genre_net_lstm_forward(int64_t rows, int64_t units, float *record, int64_t record_row,
                            const float *previous_cell, int64_t previous_cell_row, float *hidden,
                            int64_t hidden_row);
/// Turns the gates into the gradients before their activations; `cell_gradient` is carried from the later step
/// to the earlier one.
void genre_net_lstm_backward(int64_t rows, int64_t units, float *record, int64_t record_row,
                             const float *previous_cell, int64_t previous_cell_row, const float *gradient,
                             int64_t gradient_row, float *cell_gradient, int64_t cell_gradient_row);

/// Layer norm over `width` features in rows padded to `padded`; weight and bias hold zeros beyond `width`.
/// `statistics` receives the mean and 1 / sqrt(variance + epsilon) of each row.
void genre_net_layer_norm_forward(int64_t rows, int64_t width, int64_t padded, const float *input,
                                  int64_t input_row, const float *weight, const float *bias, float epsilon,
                                  float *output, int64_t output_row, float *statistics);
/// Turns `gradient` (of the output) into that of the input, in place; adds to the weight's and bias' gradients.
void genre_net_layer_norm_backward(int64_t rows, int64_t width, int64_t padded, const float *input,
                                   int64_t input_row, const float *weight, const float *statistics,
                                   float *gradient, int64_t gradient_row, float *weight_gradient,
                                   float *bias_gradient);

/// Some steps of the output of a convolution, and what batch norm and pooling make of them. Pixel (t, f) has its
/// padded channels at ((bands + 1) * t + f) * channels: rows of pixels are one pixel more apart, which no kernel
/// here reads or writes; so are those of the pooled output. Output pixel (i, j) is of the window of `time_pool` by
/// `band_pool` pixels from (i * time_pool, j * band_pool) on, cut where there are fewer steps or bands than that.
typedef struct {
  int64_t steps, bands, channels;
  int64_t time_pool, band_pool;
  /// The windows; what lies beyond them is left out of the pooling.
  int64_t pooled_steps, pooled_bands;
  const float *input;
  /// For each channel: z = scale * input + shift.
  const float *scale, *shift;
} genre_norm_pool_arguments;

/// Adds to `sums` each channel's sum of input - origin, and after those of all channels that of its squares.
void genre_net_add_moments(int64_t steps, int64_t bands, int64_t channels, const float *input,
                           const float *origin, double *sums);
/// output = max(0, largest z of the window); `chosen`, unless NULL, receives the input that gave it, the first
/// where several did.
void genre_net_norm_pool_forward(const genre_norm_pool_arguments *pool, float *output, float *chosen);
/// Adds to `sums` each channel's sum of the gradient of z, and after those of all channels that of its product
/// with the normalised input (x - mean) * inverse. `gradient` is the output's; it reaches the chosen x where its z
/// is more than 0.
void genre_net_norm_pool_sums(const genre_norm_pool_arguments *pool, const float *chosen, const float *mean,
                              const float *inverse, const float *gradient, double *sums);
/// input_gradient = scale * gradient of z + offset + slope * input
void genre_net_norm_pool_backward(const genre_norm_pool_arguments *pool, const float *chosen,
                                  const float *offset, const float *slope, const float *gradient,
                                  float *input_gradient);

/// Sets each of `padded` values to zero where the hash of `key` and its index falls below `threshold`, and
/// multiplies the others by `scale`. The same key gives the same choice: the backward pass calls it again.
void genre_net_dropout(int64_t padded, float *values, uint32_t key, uint32_t threshold, float scale);

/// sums[c] += sum over rows of values[row, c]; `columns` is padded.
void genre_net_add_column_sums(int64_t rows, int64_t columns, const float *values, int64_t row, float *sums);
/// y[i] += scale * x[i]
void genre_net_add_scaled(int64_t count, float scale, const float *x, float *y);
/// The sum of x[i] * y[i]; `padded` is a padded count.
float genre_net_dot(int64_t padded, const float *x, const float *y);

/// Packs weight[j, k], j < rows, k < inner, as the columns first + j of a product's right side [inner x ..].
void genre_net_pack_transposed(int64_t rows, int64_t inner, const float *weight, float *packed, int64_t first);
/// Packs weight[j, k], j < rows, k < columns, as the rows first + j of a product's right side of `inner` rows.
void genre_net_pack(int64_t rows, int64_t columns, const float *weight, float *packed, int64_t first,
                    int64_t inner);
/// weight[j, k] += gradient[k * gradient_row + j], j < rows, k < inner
void genre_net_add_transposed(int64_t rows, int64_t inner, const float *gradient, int64_t gradient_row,
                              float *weight);
