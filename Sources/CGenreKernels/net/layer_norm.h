// Layer norm (Ba, Kiros and Hinton 2016): y = weight * (x - mean) / sqrt(variance + epsilon) + bias, the
// variance being that of the population.

static void layer_norm_forward(int64_t rows, int64_t width, int64_t padded, const float *input,
                               int64_t input_row, const float *weight, const float *bias, float epsilon,
                               float *output, int64_t output_row, float *statistics) {
  for (int64_t row = 0; row < rows; row++) {
    const float *x = input + row * input_row;
    float *y = output + row * output_row;
    vector sums = splat(0);
    for (int64_t u = 0; u < padded; u += GENRE_LANES) sums += load(x + u);
    float mean = sum_of_lanes(sums) / (float)width;
    vector squares = splat(0);
    for (int64_t u = 0; u < padded; u += GENRE_LANES) {
      vector centred = (load(x + u) - splat(mean)) * lanes_below(width - u);
      squares += centred * centred;
    }
    float scale = 1 / __builtin_elementwise_sqrt(sum_of_lanes(squares) / (float)width + epsilon);
    for (int64_t u = 0; u < padded; u += GENRE_LANES) {
      store(y + u, (load(x + u) - splat(mean)) * splat(scale) * load(weight + u) + load(bias + u));
    }
    statistics[2 * row] = mean;
    statistics[2 * row + 1] = scale;
  }
}

static void layer_norm_backward(int64_t rows, int64_t width, int64_t padded, const float *input,
                                int64_t input_row, const float *weight, const float *statistics,
                                float *gradient, int64_t gradient_row, float *weight_gradient,
                                float *bias_gradient) {
  for (int64_t row = 0; row < rows; row++) {
    const float *x = input + row * input_row;
    float *dy = gradient + row * gradient_row;
    vector mean = splat(statistics[2 * row]), scale = splat(statistics[2 * row + 1]);
    vector sums = splat(0), products = splat(0);
    for (int64_t u = 0; u < padded; u += GENRE_LANES) {
      vector d = load(dy + u), normal = (load(x + u) - mean) * scale;
      store(weight_gradient + u, load(weight_gradient + u) + d * normal);
      store(bias_gradient + u, load(bias_gradient + u) + d);
      vector weighted = d * load(weight + u);
      sums += weighted;
      products += weighted * normal;
    }
    vector offset = splat(sum_of_lanes(sums) / (float)width);
    vector slope = splat(sum_of_lanes(products) / (float)width);
    for (int64_t u = 0; u < padded; u += GENRE_LANES) {
      vector normal = (load(x + u) - mean) * scale;
      vector d = scale * (load(dy + u) * load(weight + u) - offset - normal * slope);
      store(dy + u, d * lanes_below(width - u));
    }
  }
}
