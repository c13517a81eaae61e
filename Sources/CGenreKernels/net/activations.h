// exp, sigmoid and tanh, by one reduction: x = n ln2 + r with |r| <= ln2 / 2, exp(x) = 2^n (1 + expm1(r)).
// expm1(r) = r + r^2 q(r), q of degree four fitted to a relative error of 2e-8 (less than half an ulp).

typedef struct {
  /// 2^n
  vector scale;
  /// expm1(r)
  vector rest;
} exponential;

/// Of arguments from -87 to 89; at n = 128 the scale is infinite. NaN stays NaN.
GENRE_INLINE exponential exponential_parts(vector x) {
  // Adding 1.5 * 2^23 rounds to an integer, and leaves it in the low bits: no conversion, which NaN would upset.
  const vector magic = splat(12582912.0f);
  vector shifted = x * splat(1.44269504f) + magic;
  vector n = shifted - magic;
  // ln2 in two parts, the first with so few bits that n times it is exact.
  vector r = x - n * splat(0.693359375f);
  r = r - n * splat(-2.12194440e-4f);
  vector q = splat(1.38823955e-3f);
  q = q * r + splat(8.36718082e-3f);
  q = q * r + splat(4.16672230e-2f);
  q = q * r + splat(1.66665390e-1f);
  q = q * r + splat(0.49999997f);
  exponential parts;
  parts.scale = (vector)(((lanes)shifted - (lanes)magic + 127) << 23);
  parts.rest = (r * r) * q + r;
  return parts;
}

/// 1 / (1 + exp(-x)), within 3 ulp; below x = -88.4 it is 0 rather than a subnormal number.
GENRE_INLINE vector sigmoid(vector x) {
  vector negated = -x;
  negated = choose(negated > splat(89.0f), splat(89.0f), negated);
  negated = choose(negated < splat(-87.0f), splat(-87.0f), negated);
  exponential e = exponential_parts(negated);
  return splat(1) / (splat(1) + e.scale * (splat(1) + e.rest));
}

/// tanh(x) = expm1(2 |x|) / (expm1(2 |x|) + 2) with the sign of x, within 4 ulp, also near zero.
GENRE_INLINE vector hyperbolic_tangent(vector x) {
  const lanes sign_bit = (lanes)splat(-0.0f);
  vector doubled = (vector)((lanes)(x + x) & ~sign_bit);
  doubled = choose(doubled > splat(20.0f), splat(20.0f), doubled);
  exponential e = exponential_parts(doubled);
  vector less_one = e.scale * e.rest + (e.scale - splat(1));
  vector magnitude = less_one / (less_one + splat(2));
  return (vector)((lanes)magnitude | ((lanes)x & sign_bit));
}

#define GENRE_ELEMENTWISE(name, function)                                                        \
  static void name(int64_t count, const float *x, float *y) {                                    \
    int64_t i = 0;                                                                               \
    for (; i + GENRE_LANES <= count; i += GENRE_LANES) store(y + i, function(load(x + i)));      \
    if (i < count) {                                                                             \
      float rest[GENRE_LANES] = {0};                                                             \
      memcpy(rest, x + i, (size_t)(count - i) * sizeof(float));                                  \
      store(rest, function(load(rest)));                                                         \
      memcpy(y + i, rest, (size_t)(count - i) * sizeof(float));                                  \
    }                                                                                            \
  }

GENRE_ELEMENTWISE(sigmoid_all, sigmoid)
GENRE_ELEMENTWISE(tanh_all, hyperbolic_tangent)
