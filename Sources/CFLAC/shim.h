#pragma once
#include <FLAC/stream_decoder.h>

/// Writes the samples of a frame, one channel behind another in each, as floats of full scale 1.
static inline void genre_flac_interleave(const FLAC__Frame *frame, const FLAC__int32 *const channels[],
                                         float *output) {
  const unsigned count = frame->header.channels;
  const float scale = 1.0f / (float)((FLAC__uint64)1 << (frame->header.bits_per_sample - 1));
  for (unsigned channel = 0; channel < count; channel += 1) {
    const FLAC__int32 *samples = channels[channel];
    for (unsigned index = 0; index < frame->header.blocksize; index += 1)
      output[(size_t)index * count + channel] = (float)samples[index] * scale;
  }
}

/// The version of the library that is loaded; its own name for it is a variable, which Swift does not take.
static inline const char *genre_flac_version(void) { return FLAC__VERSION_STRING; }
