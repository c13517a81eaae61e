#include <fftw3.h>
#include <stddef.h>

#include "CBenchmarkProbes.h"

static fftwf_plan plan;
static float *input;
static fftwf_complex *output;

static bool prepare(void) {
  if (plan) return true;
  input = fftwf_alloc_real(2048);
  output = fftwf_alloc_complex(1025);
  if (!input || !output) return false;
  plan = fftwf_plan_dft_r2c_1d(2048, input, output, FFTW_MEASURE);
  fftwf_forget_wisdom();
  for (int i = 0; i < 2048; i++) input[i] = (float)((i * 7919) % 2048) / 2048 - 0.5f;
  return plan;
}

bool genre_probe_transforms(int64_t count) {
  if (!prepare()) return false;
  for (int64_t i = 0; i < count; i++) fftwf_execute(plan);
  return true;
}
