#include "genre_dsp.h"
#include "vector16.h"

/// `count` rows (a constant when inlined) against sixteen columns of the matrix.
INLINE void product_block(const float *rows, size_t count, size_t inner, const float *matrix, size_t stride,
                          size_t columns, float *result, size_t result_stride) {
#pragma clang fp contract(fast)
  v16 sums[4] = {{0}};
  for (size_t i = 0; i < inner; i++) {
    const v16 weights = *(const v16 *)(matrix + i * stride);
#pragma clang loop unroll(full)
    for (size_t row = 0; row < count; row++) sums[row] += weights * rows[row * inner + i];
  }
  for (size_t row = 0; row < count; row++) {
    float *target = result + row * result_stride;
    // What a lone narrow block writes too much is the place of the next row, which comes later.
    if (columns >= 16 || columns == result_stride) {
      STORE16(target, sums[row]);
    } else {
      memcpy(target, &sums[row], columns * sizeof(float));
    }
  }
}

CLONES void genre_dsp_rows_times_matrix(const float *restrict rows, size_t row_count, size_t inner,
                                        const float *restrict matrix, size_t matrix_stride, size_t columns,
                                        float *restrict result) {
  for (size_t column = 0; column < columns; column += 16) {
    size_t row = 0;
    for (; row + 4 <= row_count; row += 4)
      product_block(rows + row * inner, 4, inner, matrix + column, matrix_stride, columns - column,
                    result + row * columns + column, columns);
    for (; row < row_count; row++)
      product_block(rows + row * inner, 1, inner, matrix + column, matrix_stride, columns - column,
                    result + row * columns + column, columns);
  }
}
