// Moving weights into the order that the products read, and gradients back. Memory moves: no variants.
#include "genre_net.h"

#include <string.h>

/// Square blocks, so that both sides of a transposition stay in the first-level cache.
enum { block = 16 };

void genre_net_pack_transposed(int64_t rows, int64_t inner, const float *weight, float *packed, int64_t first) {
  for (int64_t j0 = 0; j0 < rows; j0 += block) {
    int64_t j1 = j0 + block < rows ? j0 + block : rows;
    for (int64_t k = 0; k < inner; k++) {
      for (int64_t j = j0; j < j1; j++) {
        int64_t column = first + j;
        float *panel = packed + (column / GENRE_NET_PANEL) * GENRE_NET_PANEL * inner;
        panel[k * GENRE_NET_PANEL + column % GENRE_NET_PANEL] = weight[j * inner + k];
      }
    }
  }
}

void genre_net_pack(int64_t rows, int64_t columns, const float *weight, float *packed, int64_t first,
                    int64_t inner) {
  for (int64_t column = 0; column < columns; column += GENRE_NET_PANEL) {
    int64_t width = columns - column < GENRE_NET_PANEL ? columns - column : GENRE_NET_PANEL;
    float *panel = packed + column * inner + first * GENRE_NET_PANEL;
    for (int64_t j = 0; j < rows; j++) {
      memcpy(panel + j * GENRE_NET_PANEL, weight + j * columns + column, (size_t)width * sizeof(float));
    }
  }
}

void genre_net_add_transposed(int64_t rows, int64_t inner, const float *gradient, int64_t gradient_row,
                              float *weight) {
  for (int64_t j0 = 0; j0 < rows; j0 += block) {
    int64_t j1 = j0 + block < rows ? j0 + block : rows;
    for (int64_t k0 = 0; k0 < inner; k0 += block) {
      int64_t k1 = k0 + block < inner ? k0 + block : inner;
      for (int64_t j = j0; j < j1; j++) {
        for (int64_t k = k0; k < k1; k++) weight[j * inner + k] += gradient[k * gradient_row + j];
      }
    }
  }
}
