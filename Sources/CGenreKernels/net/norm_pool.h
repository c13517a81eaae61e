// Batch norm (Ioffe and Szegedy 2015), rectifier and max pooling in one pass over the output of a convolution:
// z = scale * x + shift, then the largest z of each window, or 0 where that is negative.
// Forward keeps the x of the largest z, so that backward need not look for it again.
// Each row of pixels is gone through once for every vector of channels, so that a channel's constants stay in
// registers; a row fits the first-level cache.

typedef double double_vector __attribute__((vector_size(8 * GENRE_LANES)));
typedef double unaligned_double_vector __attribute__((vector_size(8 * GENRE_LANES), aligned(8)));

/// Adds single-precision sums of one row to sums in double precision.
GENRE_INLINE void add_to_doubles(double *to, vector value) {
  unaligned_double_vector *sums = (unaligned_double_vector *)to;
  *sums = *sums + __builtin_convertvector(value, double_vector);
}

static void add_moments(int64_t steps, int64_t bands, int64_t channels, const float *input,
                        const float *origin, double *sums) {
  for (int64_t t = 0; t < steps; t++) {
    const float *row = input + t * (bands + 1) * channels;
    for (int64_t u = 0; u < channels; u += GENRE_LANES) {
      vector start = load(origin + u), first = splat(0), second = splat(0);
      for (int64_t f = 0; f < bands; f++) {
        vector centred = load(row + f * channels + u) - start;
        first += centred;
        second += centred * centred;
      }
      add_to_doubles(sums + u, first);
      add_to_doubles(sums + channels + u, second);
    }
  }
}

GENRE_INLINE vector rectified(vector z) { return choose((lanes)(z < splat(0)), splat(0), z); }

/// The place of output pixel (i, j), and of the first of the input pixels that it stands for.
GENRE_INLINE int64_t output_place(const genre_norm_pool_arguments *p, int64_t i, int64_t j) {
  return (i * (p->pooled_bands + 1) + j) * p->channels;
}
GENRE_INLINE int64_t input_place(const genre_norm_pool_arguments *p, int64_t t, int64_t f) {
  return (t * (p->bands + 1) + f) * p->channels;
}

/// Of a window of `steps` by `bands` pixels, the x whose z is the largest, NaN if one is; the first where equal.
GENRE_INLINE vector chosen_input(const genre_norm_pool_arguments *p, const float *window, const int64_t steps,
                                 const int64_t bands, vector scale, vector shift) {
  vector best = load(window), most = best * scale + shift;
  for (int64_t t = 0; t < steps; t++) {
    for (int64_t f = t == 0 ? 1 : 0; f < bands; f++) {
      vector x = load(window + input_place(p, t, f)), z = x * scale + shift;
      lanes kept = (lanes)(most >= z) | (lanes)(most != most);
      most = choose(kept, most, z);
      best = choose(kept, best, x);
    }
  }
  return best;
}

/// `time` and `band`, the window, are constants where it is inlined.
GENRE_INLINE void pool_rows(const genre_norm_pool_arguments *p, const int64_t time, const int64_t band,
                            float *output, float *chosen) {
  for (int64_t i = 0; i < p->pooled_steps; i++) {
    for (int64_t u = 0; u < p->channels; u += GENRE_LANES) {
      vector scale = load(p->scale + u), shift = load(p->shift + u);
      const float *row = p->input + input_place(p, i * p->time_pool, 0) + u;
      for (int64_t j = 0; j < p->pooled_bands; j++) {
        vector x = chosen_input(p, row + j * p->band_pool * p->channels, time, band, scale, shift);
        int64_t at = output_place(p, i, j) + u;
        store(output + at, rectified(x * scale + shift));
        if (chosen) store(chosen + at, x);
      }
    }
  }
}

GENRE_INLINE int64_t smaller(int64_t a, int64_t b) { return a < b ? a : b; }

static void norm_pool_forward(const genre_norm_pool_arguments *p, float *output, float *chosen) {
  int64_t time = smaller(p->steps, p->time_pool), band = smaller(p->bands, p->band_pool);
  if (time == 2 && band == 2) {
    pool_rows(p, 2, 2, output, chosen);
  } else if (time == 1 && band == 2) {
    pool_rows(p, 1, 2, output, chosen);
  } else {
    pool_rows(p, time, band, output, chosen);
  }
}

static void norm_pool_sums(const genre_norm_pool_arguments *p, const float *chosen, const float *mean,
                           const float *inverse, const float *gradient, double *sums) {
  for (int64_t i = 0; i < p->pooled_steps; i++) {
    for (int64_t u = 0; u < p->channels; u += GENRE_LANES) {
      vector scale = load(p->scale + u), shift = load(p->shift + u);
      vector centre = load(mean + u), factor = load(inverse + u);
      vector sum = splat(0), product = splat(0);
      for (int64_t j = 0; j < p->pooled_bands; j++) {
        int64_t at = output_place(p, i, j) + u;
        vector x = load(chosen + at);
        vector d = choose((lanes)(x * scale + shift <= splat(0)), splat(0), load(gradient + at));
        sum += d;
        product += d * ((x - centre) * factor);
      }
      add_to_doubles(sums + u, sum);
      add_to_doubles(sums + p->channels + u, product);
    }
  }
}

/// The gradients of pixels in no window.
GENRE_INLINE void outside(const genre_norm_pool_arguments *p, int64_t t, int64_t first_band, int64_t channel,
                          vector offset, vector slope, float *input_gradient) {
  for (int64_t f = first_band; f < p->bands; f++) {
    int64_t at = input_place(p, t, f) + channel;
    store(input_gradient + at, load(p->input + at) * slope + offset);
  }
}

GENRE_INLINE void pool_rows_backward(const genre_norm_pool_arguments *p, const int64_t time,
                                     const int64_t band, const float *chosen, const float *offset,
                                     const float *slope, const float *gradient, float *input_gradient) {
  for (int64_t i = 0; i < p->pooled_steps; i++) {
    for (int64_t u = 0; u < p->channels; u += GENRE_LANES) {
      vector scale = load(p->scale + u), shift = load(p->shift + u);
      vector a = load(offset + u), b = load(slope + u);
      for (int64_t j = 0; j < p->pooled_bands; j++) {
        int64_t from = output_place(p, i, j) + u;
        vector x = load(chosen + from);
        vector d = choose((lanes)(x * scale + shift <= splat(0)), splat(0), scale * load(gradient + from));
        int64_t first = input_place(p, i * p->time_pool, j * p->band_pool) + u;
        lanes open = ~(lanes){};
        for (int64_t t = 0; t < time; t++) {
          for (int64_t f = 0; f < band; f++) {
            int64_t at = first + input_place(p, t, f);
            vector value = load(p->input + at);
            lanes hit = (lanes)(value == x) & open;
            open &= ~hit;
            store(input_gradient + at, value * b + a + choose(hit, d, splat(0)));
          }
        }
      }
      for (int64_t t = 0; t < time; t++) {
        outside(p, i * p->time_pool + t, p->pooled_bands * p->band_pool, u, a, b, input_gradient);
      }
    }
  }
}

static void norm_pool_backward(const genre_norm_pool_arguments *p, const float *chosen, const float *offset,
                               const float *slope, const float *gradient, float *input_gradient) {
  int64_t time = smaller(p->steps, p->time_pool), band = smaller(p->bands, p->band_pool);
  if (time == 2 && band == 2) {
    pool_rows_backward(p, 2, 2, chosen, offset, slope, gradient, input_gradient);
  } else if (time == 1 && band == 2) {
    pool_rows_backward(p, 1, 2, chosen, offset, slope, gradient, input_gradient);
  } else {
    pool_rows_backward(p, time, band, chosen, offset, slope, gradient, input_gradient);
  }
  for (int64_t t = p->pooled_steps * p->time_pool; t < p->steps; t++) {
    for (int64_t u = 0; u < p->channels; u += GENRE_LANES) {
      outside(p, t, 0, u, load(offset + u), load(slope + u), input_gradient);
    }
  }
}
