// The gates of the long short-term memory, without peepholes.
//
//   i, f, o = sigmoid(W x + U h + b)   g = tanh(Wg x + Ug h + b)   c' = f c + i g   h' = o tanh(c')

static void lstm_forward(int64_t rows, int64_t units, float *record, int64_t record_row,
                         const float *previous_cell, int64_t previous_cell_row, float *hidden,
                         int64_t hidden_row) {
  for (int64_t row = 0; row < rows; row++) {
    for (int64_t u = 0; u < units; u += GENRE_LANES) {
      float *slot = record + row * record_row + u;
      vector i = sigmoid(load(slot)), f = sigmoid(load(slot + units));
      vector g = hyperbolic_tangent(load(slot + 2 * units)), o = sigmoid(load(slot + 3 * units));
      vector c = f * load(previous_cell + row * previous_cell_row + u) + i * g;
      vector activated = hyperbolic_tangent(c);
      store(slot, i);
      store(slot + units, f);
      store(slot + 2 * units, g);
      store(slot + 3 * units, o);
      store(slot + 4 * units, c);
      store(slot + 5 * units, activated);
      store(hidden + row * hidden_row + u, o * activated);
    }
  }
}

static void lstm_backward(int64_t rows, int64_t units, float *record, int64_t record_row,
                          const float *previous_cell, int64_t previous_cell_row, const float *gradient,
                          int64_t gradient_row, float *cell_gradient, int64_t cell_gradient_row) {
  const vector one = splat(1);
  for (int64_t row = 0; row < rows; row++) {
    for (int64_t u = 0; u < units; u += GENRE_LANES) {
      float *slot = record + row * record_row + u;
      vector i = load(slot), f = load(slot + units), g = load(slot + 2 * units), o = load(slot + 3 * units);
      vector activated = load(slot + 5 * units);
      vector dh = load(gradient + row * gradient_row + u);
      float *carried = cell_gradient + row * cell_gradient_row + u;
      vector dc = load(carried) + dh * o * (one - activated * activated);
      store(slot, dc * g * i * (one - i));
      store(slot + units, dc * load(previous_cell + row * previous_cell_row + u) * f * (one - f));
      store(slot + 2 * units, dc * i * (one - g * g));
      store(slot + 3 * units, dh * activated * o * (one - o));
      store(carried, dc * f);
    }
  }
}
