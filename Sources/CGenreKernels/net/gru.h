// The gates of the gated recurrent unit, reset after and reset before the recurrent product.
//
//   r = sigmoid(Wr x + Ur h + b)   z = sigmoid(Wz x + Uz h + b)   h' = (1 - z) n + z h
//   after:   n = tanh(Wn x + bi + r (Un h + bh))
//   before:  n = tanh(Wn x + bi + Un (r h) + bh)

static void gru_forward(int64_t rows, int64_t units, float *record, int64_t record_row, const float *previous,
                        int64_t previous_row, float *hidden, int64_t hidden_row) {
  for (int64_t row = 0; row < rows; row++) {
    for (int64_t u = 0; u < units; u += GENRE_LANES) {
      float *slot = record + row * record_row + u;
      vector r = sigmoid(load(slot + units));
      vector z = sigmoid(load(slot + 2 * units));
      vector n = hyperbolic_tangent(load(slot) + r * load(slot + 3 * units));
      store(slot, n);
      store(slot + units, r);
      store(slot + 2 * units, z);
      store(hidden + row * hidden_row + u, n + z * (load(previous + row * previous_row + u) - n));
    }
  }
}

static void gru_backward(int64_t rows, int64_t units, float *record, int64_t record_row, const float *previous,
                         int64_t previous_row, const float *gradient, int64_t gradient_row,
                         float *previous_gradient, int64_t previous_gradient_row) {
  const vector one = splat(1);
  for (int64_t row = 0; row < rows; row++) {
    for (int64_t u = 0; u < units; u += GENRE_LANES) {
      float *slot = record + row * record_row + u;
      vector n = load(slot), r = load(slot + units), z = load(slot + 2 * units);
      vector dh = load(gradient + row * gradient_row + u);
      vector dn = dh * (one - z) * (one - n * n);
      vector dz = dh * (load(previous + row * previous_row + u) - n) * z * (one - z);
      vector dr = dn * load(slot + 3 * units) * r * (one - r);
      store(slot, dn);
      store(slot + units, dr);
      store(slot + 2 * units, dz);
      store(slot + 3 * units, dn * r);
      float *before = previous_gradient + row * previous_gradient_row + u;
      store(before, load(before) + dh * z);
    }
  }
}

static void gru_before_reset(int64_t rows, int64_t units, float *record, int64_t record_row,
                             const float *previous, int64_t previous_row) {
  for (int64_t row = 0; row < rows; row++) {
    for (int64_t u = 0; u < units; u += GENRE_LANES) {
      float *slot = record + row * record_row + u;
      vector r = sigmoid(load(slot));
      store(slot, r);
      store(slot + units, sigmoid(load(slot + units)));
      store(slot + 3 * units, r * load(previous + row * previous_row + u));
    }
  }
}

static void gru_before_update(int64_t rows, int64_t units, float *record, int64_t record_row,
                              const float *previous, int64_t previous_row, float *hidden, int64_t hidden_row) {
  for (int64_t row = 0; row < rows; row++) {
    for (int64_t u = 0; u < units; u += GENRE_LANES) {
      float *slot = record + row * record_row + u;
      vector n = hyperbolic_tangent(load(slot + 2 * units));
      store(slot + 2 * units, n);
      vector h = load(previous + row * previous_row + u);
      store(hidden + row * hidden_row + u, n + load(slot + units) * (h - n));
    }
  }
}

static void gru_before_update_backward(int64_t rows, int64_t units, float *record, int64_t record_row,
                                       const float *previous, int64_t previous_row, const float *gradient,
                                       int64_t gradient_row, float *previous_gradient,
                                       int64_t previous_gradient_row) {
  const vector one = splat(1);
  for (int64_t row = 0; row < rows; row++) {
    for (int64_t u = 0; u < units; u += GENRE_LANES) {
      float *slot = record + row * record_row + u;
      vector z = load(slot + units), n = load(slot + 2 * units);
      vector dh = load(gradient + row * gradient_row + u);
      store(slot + units, dh * (load(previous + row * previous_row + u) - n) * z * (one - z));
      store(slot + 2 * units, dh * (one - z) * (one - n * n));
      float *before = previous_gradient + row * previous_gradient_row + u;
      store(before, load(before) + dh * z);
    }
  }
}

static void gru_before_reset_backward(int64_t rows, int64_t units, float *record, int64_t record_row,
                                      const float *previous, int64_t previous_row, const float *reset_gradient,
                                      int64_t reset_gradient_row, float *previous_gradient,
                                      int64_t previous_gradient_row) {
  for (int64_t row = 0; row < rows; row++) {
    for (int64_t u = 0; u < units; u += GENRE_LANES) {
      float *slot = record + row * record_row + u;
      vector r = load(slot);
      vector d = load(reset_gradient + row * reset_gradient_row + u);
      store(slot, d * load(previous + row * previous_row + u) * r * (splat(1) - r));
      float *before = previous_gradient + row * previous_gradient_row + u;
      store(before, load(before) + d * r);
    }
  }
}
