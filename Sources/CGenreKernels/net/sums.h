// Sums over rows, lanes and arrays, each in a fixed order.

static void add_column_sums(int64_t rows, int64_t columns, const float *values, int64_t row_stride,
                            float *sums) {
  for (int64_t column = 0; column < columns; column += GENRE_NET_PAD) {
    enum { parts = GENRE_NET_PAD / GENRE_LANES };
    vector part[parts];
    for (int v = 0; v < parts; v++) part[v] = load(sums + column + v * GENRE_LANES);
    for (int64_t row = 0; row < rows; row++) {
      const float *from = values + row * row_stride + column;
      for (int v = 0; v < parts; v++) part[v] += load(from + v * GENRE_LANES);
    }
    for (int v = 0; v < parts; v++) store(sums + column + v * GENRE_LANES, part[v]);
  }
}

static void add_scaled(int64_t count, float scale, const float *x, float *y) {
  int64_t i = 0;
  for (; i + GENRE_LANES <= count; i += GENRE_LANES) store(y + i, load(y + i) + splat(scale) * load(x + i));
  for (; i < count; i++) y[i] += scale * x[i];
}

static float dot(int64_t padded, const float *x, const float *y) {
  vector sums = splat(0);
  for (int64_t i = 0; i < padded; i += GENRE_LANES) sums += load(x + i) * load(y + i);
  return sum_of_lanes(sums);
}
