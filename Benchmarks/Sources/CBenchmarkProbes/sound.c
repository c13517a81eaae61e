#include <mpg123.h>
#include <sndfile.h>
#include <stddef.h>

#include "CBenchmarkProbes.h"

static int64_t decode(mpg123_handle *handle, const char *path) {
  static _Thread_local unsigned char block[1 << 16];
  long rate;
  int channels, encoding, status;
  size_t filled;
  int64_t bytes = 0;
  mpg123_param(handle, MPG123_FLAGS, MPG123_FORCE_FLOAT | MPG123_QUIET, 0);
  if (mpg123_open(handle, path) != MPG123_OK) return -1;
  if (mpg123_getformat(handle, &rate, &channels, &encoding) != MPG123_OK) return -1;
  do {
    status = mpg123_read(handle, block, sizeof block, &filled);
    bytes += (int64_t)filled;
  } while (status == MPG123_OK || status == MPG123_NEW_FORMAT);
  return status == MPG123_DONE ? bytes / (4 * channels) : -1;
}

int64_t genre_probe_decode_mpeg(const char *path) {
  mpg123_handle *handle = mpg123_new(NULL, NULL);
  if (!handle) return -1;
  int64_t samples = decode(handle, path);
  mpg123_delete(handle);
  return samples;
}

// By number, because libsndfile before 1.1 has no names for them, and refuses them when it runs.
enum { mpeg_layer_3 = 0x230000 | 0x0082, set_bitrate_mode = 0x1305, constant_bitrate = 0 };

bool genre_probe_write_sound(const char *path, const float *samples, int64_t frames, int channels, int rate,
                             bool as_mpeg) {
  SF_INFO info = {.samplerate = rate, .channels = channels};
  info.format = as_mpeg ? mpeg_layer_3 : SF_FORMAT_WAV | SF_FORMAT_PCM_16;
  SNDFILE *file = sf_open(path, SFM_WRITE, &info);
  if (!file) return false;
  if (as_mpeg) {
    // From 320 kbit/s at 0 down to 32 at 1.
    double level = (320.0 - 192.0) / (320.0 - 32.0);
    int mode = constant_bitrate;
    sf_command(file, set_bitrate_mode, &mode, sizeof mode);
    sf_command(file, SFC_SET_COMPRESSION_LEVEL, &level, sizeof level);
  }
  int64_t written = sf_writef_float(file, samples, frames);
  return sf_close(file) == 0 && written == frames;
}
