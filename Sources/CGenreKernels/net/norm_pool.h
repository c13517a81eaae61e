// Batch norm (Ioffe and Szegedy 2015), rectifier and max pooling in one pass over the output of a convolution:
// z = scale * x + shift, then the largest z of each window, or 0 where that is negative.
// Each row of pixels is gone through once for every vector of channels, so that a channel's constants stay in
// registers; a row fits the first-level cache.

typedef double double_vector __attribute__((vector_size(8 * GENRE_LANES)));
typedef double unaligned_double_vector __attribute__((vector_size(8 * GENRE_LANES), aligned(8)));

/// Adds single-precision sums of one row to sums in double precision.
GENRE_INLINE void add_to_doubles(double *to, vector value) {
  unaligned_double_vector *sums = (unaligned_double_vector *)to;
  *sums = *sums + __builtin_convertvector(value, double_vector);
}

GENRE_INLINE int64_t pooled(int64_t count, int64_t window) { return count < window ? 1 : count / window; }

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

/// One window: `steps` by `bands` pixels, from `input` on.
typedef struct {
  const float *input;
  int64_t steps, bands, pitch, channels;
} window;

/// The largest z of a window, NaN if there is one. `at_largest` receives its x, that of the first where equal.
GENRE_INLINE vector largest(window w, vector scale, vector shift, vector *at_largest) {
  vector best = load(w.input), most = best * scale + shift;
  for (int64_t t = 0; t < w.steps; t++) {
    for (int64_t f = 0; f < w.bands; f++) {
      vector x = load(w.input + (t * w.pitch + f) * w.channels), z = x * scale + shift;
      lanes kept = (lanes)(most >= z) | (lanes)(most != most);
      most = choose(kept, most, z);
      best = choose(kept, best, x);
    }
  }
  *at_largest = best;
  return most;
}

GENRE_INLINE vector rectified(vector z) { return choose((lanes)(z < splat(0)), splat(0), z); }

/// The window that pixel (i, j) of the output stands for.
GENRE_INLINE window window_at(const genre_norm_pool_arguments *p, int64_t i, int64_t j, int64_t channel) {
  int64_t pitch = p->bands + 1;
  window w = {p->input + (i * p->time_pool * pitch + j * p->band_pool) * p->channels + channel,
              p->steps < p->time_pool ? p->steps : p->time_pool,
              p->bands < p->band_pool ? p->bands : p->band_pool, pitch, p->channels};
  return w;
}

static void norm_pool_forward(const genre_norm_pool_arguments *p, float *output) {
  int64_t steps = pooled(p->steps, p->time_pool), bands = pooled(p->bands, p->band_pool);
  for (int64_t i = 0; i < steps; i++) {
    for (int64_t u = 0; u < p->channels; u += GENRE_LANES) {
      vector scale = load(p->scale + u), shift = load(p->shift + u), unused;
      for (int64_t j = 0; j < bands; j++) {
        vector z = largest(window_at(p, i, j, u), scale, shift, &unused);
        store(output + (i * (bands + 1) + j) * p->channels + u, rectified(z));
      }
    }
  }
}

static void norm_pool_sums(const genre_norm_pool_arguments *p, const float *mean, const float *inverse,
                           const float *gradient, double *sums) {
  int64_t steps = pooled(p->steps, p->time_pool), bands = pooled(p->bands, p->band_pool);
  for (int64_t i = 0; i < steps; i++) {
    for (int64_t u = 0; u < p->channels; u += GENRE_LANES) {
      vector scale = load(p->scale + u), shift = load(p->shift + u);
      vector sum = splat(0), product = splat(0);
      for (int64_t j = 0; j < bands; j++) {
        vector x, z = largest(window_at(p, i, j, u), scale, shift, &x);
        vector d = load(gradient + (i * (bands + 1) + j) * p->channels + u);
        d = choose((lanes)(z <= splat(0)), splat(0), d);
        sum += d;
        product += d * ((x - load(mean + u)) * load(inverse + u));
      }
      add_to_doubles(sums + u, sum);
      add_to_doubles(sums + p->channels + u, product);
    }
  }
}

/// The gradients of pixels that belong to no window, or before any is added: offset + slope * x.
GENRE_INLINE void outside(const genre_norm_pool_arguments *p, int64_t t, int64_t first_band, int64_t channel,
                          vector offset, vector slope, float *input_gradient) {
  for (int64_t f = first_band; f < p->bands; f++) {
    int64_t at = (t * (p->bands + 1) + f) * p->channels + channel;
    store(input_gradient + at, load(p->input + at) * slope + offset);
  }
}

static void norm_pool_backward(const genre_norm_pool_arguments *p, const float *offset, const float *slope,
                               const float *gradient, float *input_gradient) {
  int64_t steps = pooled(p->steps, p->time_pool), bands = pooled(p->bands, p->band_pool);
  for (int64_t i = 0; i < steps; i++) {
    for (int64_t u = 0; u < p->channels; u += GENRE_LANES) {
      vector scale = load(p->scale + u), shift = load(p->shift + u);
      vector a = load(offset + u), b = load(slope + u);
      for (int64_t j = 0; j < bands; j++) {
        window w = window_at(p, i, j, u);
        vector x, z = largest(w, scale, shift, &x);
        vector d = scale * load(gradient + (i * (bands + 1) + j) * p->channels + u);
        d = choose((lanes)(z <= splat(0)), splat(0), d);
        lanes open = ~(lanes){};
        float *to = input_gradient + (w.input - p->input);
        for (int64_t t = 0; t < w.steps; t++) {
          for (int64_t f = 0; f < w.bands; f++) {
            int64_t at = (t * w.pitch + f) * w.channels;
            vector value = load(w.input + at);
            lanes hit = (lanes)(value == x) & open;
            open &= ~hit;
            store(to + at, value * b + a + choose(hit, d, splat(0)));
          }
        }
      }
      for (int64_t t = 0; t < p->time_pool && i * p->time_pool + t < p->steps; t++) {
        outside(p, i * p->time_pool + t, bands * p->band_pool, u, a, b, input_gradient);
      }
    }
  }
  for (int64_t t = steps * p->time_pool; t < p->steps; t++) {
    for (int64_t u = 0; u < p->channels; u += GENRE_LANES) {
      outside(p, t, 0, u, load(offset + u), load(slope + u), input_gradient);
    }
  }
}
