#pragma once

#include "genre_net.h"

/// The kernels that are compiled once for each instruction set.
struct genre_net_kernels {
  const char *name;
  __typeof__(genre_net_product) *product;
  __typeof__(genre_net_sigmoid) *sigmoid, *tanh;
  __typeof__(genre_net_gru_forward) *gru_forward;
  __typeof__(genre_net_gru_backward) *gru_backward;
  __typeof__(genre_net_gru_before_reset) *gru_before_reset;
  __typeof__(genre_net_gru_before_update) *gru_before_update;
  __typeof__(genre_net_gru_before_update_backward) *gru_before_update_backward;
  __typeof__(genre_net_gru_before_reset_backward) *gru_before_reset_backward;
  __typeof__(genre_net_lstm_forward) *lstm_forward;
  __typeof__(genre_net_lstm_backward) *lstm_backward;
  __typeof__(genre_net_layer_norm_forward) *layer_norm_forward;
  __typeof__(genre_net_layer_norm_backward) *layer_norm_backward;
  __typeof__(genre_net_dropout) *dropout;
  __typeof__(genre_net_add_column_sums) *add_column_sums;
  __typeof__(genre_net_add_scaled) *add_scaled;
  __typeof__(genre_net_dot) *dot;
};

extern const struct genre_net_kernels genre_net_kernels_v4, genre_net_kernels_v3, genre_net_kernels_baseline;
