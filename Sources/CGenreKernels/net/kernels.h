// Included once for each instruction set, after its target, lanes and tile are set: all kernels, and their table.
// No include guard, and no target_clones: those need ifuncs, which static musl and thread sanitizer lack, and
// every clone would have the same tile, while 16 and 32 registers of 4 to 16 lanes want different ones.

#include "vector.h"

#include "activations.h"
#include "dropout.h"
#include "gru.h"
#include "layer_norm.h"
#include "lstm.h"
#include "norm_pool.h"
#include "product.h"
#include "sums.h"

#define GENRE_KERNEL_TABLE(variant)                                                     \
  {                                                                                     \
    .name = variant, .product = product, .sigmoid = sigmoid_all, .tanh = tanh_all,      \
    .gru_forward = gru_forward, .gru_backward = gru_backward,                           \
    .gru_before_reset = gru_before_reset, .gru_before_update = gru_before_update,       \
    .gru_before_update_backward = gru_before_update_backward,                           \
    .gru_before_reset_backward = gru_before_reset_backward,                             \
    .lstm_forward = lstm_forward, .lstm_backward = lstm_backward,                       \
    .layer_norm_forward = layer_norm_forward,                                           \
    .layer_norm_backward = layer_norm_backward, .dropout = dropout,                     \
    .add_moments = add_moments, .norm_pool_forward = norm_pool_forward,                 \
    .norm_pool_sums = norm_pool_sums, .norm_pool_backward = norm_pool_backward,         \
    .add_column_sums = add_column_sums, .add_scaled = add_scaled, .dot = dot,           \
  }
