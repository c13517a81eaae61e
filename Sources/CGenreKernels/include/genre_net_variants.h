#pragma once

#include "genre_net.h"

/// The kernels of genre_net.h, compiled for one instruction set.
struct genre_net_kernels {
  const char *name;
  __typeof__(genre_net_product) *product;
  __typeof__(genre_net_sigmoid) *sigmoid;
  __typeof__(genre_net_tanh) *tanh;
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
  __typeof__(genre_net_add_moments) *add_moments;
  __typeof__(genre_net_norm_pool_forward) *norm_pool_forward;
  __typeof__(genre_net_norm_pool_sums) *norm_pool_sums;
  __typeof__(genre_net_norm_pool_backward) *norm_pool_backward;
  __typeof__(genre_net_dropout) *dropout;
  __typeof__(genre_net_add_column_sums) *add_column_sums;
  __typeof__(genre_net_add_scaled) *add_scaled;
  __typeof__(genre_net_dot) *dot;
};

/// The variants that this CPU can run, fastest first; NULL from the last one on. Index 0 is the one in use, so
/// that tests can try the others too.
const struct genre_net_kernels *genre_net_variant(int index);
