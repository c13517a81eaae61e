// Matrix product in register tiles: up to GENRE_TILE_ROWS rows by GENRE_TILE_VECTORS vectors of accumulators.
// Each step of the inner loop loads one row of the right side and spreads one element of each left row.

enum { tile_columns = GENRE_TILE_VECTORS * GENRE_LANES };

/// The inner dimension is cut so that a strip's part, 96 KiB at most, stays in the second-level cache for all
/// tiles of rows. Shorter blocks would fit the first level, but lose more in loading and storing sums.
enum { inner_block = 384 };

/// One block of one tile; `rows` and `vectors` are constants where it is inlined.
GENRE_INLINE void tile(const int rows, const int vectors, int64_t inner, const float *restrict left,
                       int64_t left_row, int64_t left_inner, const float *restrict right, int64_t right_row,
                       float *output, int64_t output_row, const float *start, int64_t start_row) {
  vector sums[GENRE_TILE_ROWS][GENRE_TILE_VECTORS];
  GENRE_UNROLL for (int m = 0; m < rows; m++) {
    GENRE_UNROLL for (int v = 0; v < vectors; v++) {
      sums[m][v] = start ? load(start + m * start_row + v * GENRE_LANES) : splat(0);
    }
  }
  for (int64_t k = 0; k < inner; k++) {
    vector columns[GENRE_TILE_VECTORS];
    GENRE_UNROLL for (int v = 0; v < vectors; v++) columns[v] = load(right + v * GENRE_LANES);
    GENRE_UNROLL for (int m = 0; m < rows; m++) {
      vector element = splat(left[m * left_row]);
      GENRE_UNROLL for (int v = 0; v < vectors; v++) sums[m][v] += element * columns[v];
    }
    left += left_inner;
    right += right_row;
  }
  GENRE_UNROLL for (int m = 0; m < rows; m++) {
    GENRE_UNROLL for (int v = 0; v < vectors; v++) {
      store(output + m * output_row + v * GENRE_LANES, sums[m][v]);
    }
  }
}

typedef void tile_function(int64_t inner, const float *left, int64_t left_row, int64_t left_inner,
                           const float *right, int64_t right_row, float *output, int64_t output_row,
                           const float *start, int64_t start_row);

#define GENRE_TILE(rows, vectors)                                                                      \
  static void tile_##rows##_##vectors(int64_t inner, const float *left, int64_t left_row,              \
                                      int64_t left_inner, const float *right, int64_t right_row,       \
                                      float *output, int64_t output_row, const float *start,           \
                                      int64_t start_row) {                                             \
    tile(rows, vectors, inner, left, left_row, left_inner, right, right_row, output, output_row,       \
         start, start_row);                                                                            \
  }
#define GENRE_TILES(vectors)                                                                           \
  GENRE_TILE(1, vectors) GENRE_TILE(2, vectors) GENRE_TILE(3, vectors)                                 \
  GENRE_TILE(4, vectors) GENRE_TILE(5, vectors) GENRE_TILE(6, vectors)
#define GENRE_TILE_NAMES(vectors)                                                                      \
  { tile_1_##vectors, tile_2_##vectors, tile_3_##vectors, tile_4_##vectors, tile_5_##vectors,          \
    tile_6_##vectors }

GENRE_TILES(1)
GENRE_TILES(2)
#if GENRE_TILE_VECTORS == 4
GENRE_TILES(3)
GENRE_TILES(4)
static tile_function *const tiles[4][6] = {GENRE_TILE_NAMES(1), GENRE_TILE_NAMES(2), GENRE_TILE_NAMES(3),
                                           GENRE_TILE_NAMES(4)};
#else
static tile_function *const tiles[2][6] = {GENRE_TILE_NAMES(1), GENRE_TILE_NAMES(2)};
#endif

/// All rows of one strip of columns, over one block of the inner dimension.
GENRE_INLINE void product_strip(const genre_product_arguments *p, int64_t column, int64_t vectors, int64_t k,
                                int64_t inner) {
  const float *right =
      p->right + (column / GENRE_NET_PANEL) * p->right_panel + k * p->right_row + column % GENRE_NET_PANEL;
  // Rows in tiles of nearly equal heights: a last tile of one row would wait on its multiply-adds.
  int64_t tile_count = (p->rows + GENRE_TILE_ROWS - 1) / GENRE_TILE_ROWS;
  int64_t row = 0;
  for (int64_t t = 0; t < tile_count; t++) {
    int64_t rows = (p->rows - row + tile_count - t - 1) / (tile_count - t);
    float *output = p->output + row * p->output_row + column;
    const float *start = output;
    int64_t start_row = p->output_row;
    if (k == 0 && p->start != GENRE_START_OUTPUT) {
      start = p->start == GENRE_START_ROW ? p->initial + column : 0;
      start_row = 0;
    }
    tiles[vectors - 1][rows - 1](inner, p->left + row * p->left_row + k * p->left_inner, p->left_row,
                                 p->left_inner, right, p->right_row, output, p->output_row, start, start_row);
    row += rows;
  }
}

static void product(const genre_product_arguments *p) {
  // Few rows use each part of the right side once: then blocks would only reload the accumulators.
  int64_t block = p->rows <= GENRE_TILE_ROWS ? (p->inner > 0 ? p->inner : 1) : inner_block;
  int64_t k = 0;
  do {
    int64_t inner = p->inner - k < block ? p->inner - k : block;
    for (int64_t column = 0; column < p->columns; column += tile_columns) {
      int64_t rest = p->columns - column;
      product_strip(p, column, (rest < tile_columns ? rest : tile_columns) / GENRE_LANES, k, inner);
    }
    k += block;
  } while (k < p->inner);
}
