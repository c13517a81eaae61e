// Moving weights into the order that the products read, and gradients back. Memory moves: no variants.
#include "genre_net.h"

#include <string.h>

typedef float four __attribute__((vector_size(16)));
typedef float unaligned_four __attribute__((vector_size(16), aligned(4)));

/// rows[i][j] and rows[j][i] change places.
static inline void transpose(four rows[4]) {
  four a = __builtin_shufflevector(rows[0], rows[1], 0, 4, 1, 5);
  four b = __builtin_shufflevector(rows[0], rows[1], 2, 6, 3, 7);
  four c = __builtin_shufflevector(rows[2], rows[3], 0, 4, 1, 5);
  four d = __builtin_shufflevector(rows[2], rows[3], 2, 6, 3, 7);
  rows[0] = __builtin_shufflevector(a, c, 0, 1, 4, 5);
  rows[1] = __builtin_shufflevector(a, c, 2, 3, 6, 7);
  rows[2] = __builtin_shufflevector(b, d, 0, 1, 4, 5);
  rows[3] = __builtin_shufflevector(b, d, 2, 3, 6, 7);
}

void genre_net_pack_transposed(int64_t rows, int64_t inner, const float *weight, float *packed, int64_t first) {
  // `first` is padded, so four neighbouring columns from a multiple of four on share a panel.
  for (int64_t j = 0; j < rows; j += 4) {
    int64_t column = first + j;
    float *to = packed + (column / GENRE_NET_PANEL) * GENRE_NET_PANEL * inner + column % GENRE_NET_PANEL;
    int64_t k = 0;
    for (; j + 4 <= rows && k + 4 <= inner; k += 4) {
      four block[4];
      for (int i = 0; i < 4; i++) block[i] = *(const unaligned_four *)(weight + (j + i) * inner + k);
      transpose(block);
      for (int i = 0; i < 4; i++) *(unaligned_four *)(to + (k + i) * GENRE_NET_PANEL) = block[i];
    }
    for (; k < inner; k++) {
      for (int64_t i = 0; i < 4 && j + i < rows; i++) {
        to[k * GENRE_NET_PANEL + i] = weight[(j + i) * inner + k];
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
  for (int64_t j = 0; j < rows; j += 4) {
    int64_t k = 0;
    for (; j + 4 <= rows && k + 4 <= inner; k += 4) {
      four block[4];
      for (int i = 0; i < 4; i++) block[i] = *(const unaligned_four *)(gradient + (k + i) * gradient_row + j);
      transpose(block);
      for (int i = 0; i < 4; i++) {
        unaligned_four *to = (unaligned_four *)(weight + (j + i) * inner + k);
        *to = *to + block[i];
      }
    }
    for (; k < inner; k++) {
      for (int64_t i = 0; i < 4 && j + i < rows; i++) {
        weight[(j + i) * inner + k] += gradient[k * gradient_row + j + i];
      }
    }
  }
}
