#if __has_include(<libavformat/avformat.h>)
#include "samples.h"

// One loop a type of sample. `stride` is the way from a sample of a channel to its next.
#define CONVERT(type, expression)                                                       \
  for (int channel = 0; channel < channel_count; ++channel) {                           \
    const type *source = is_planar ? (const type *)(const void *)frame->extended_data[channel] \
                                   : (const type *)(const void *)frame->extended_data[0] + channel; \
    for (int index = 0; index < frame->nb_samples; ++index) {                           \
      const type sample = source[(size_t)index * stride];                               \
      output[(size_t)index * (size_t)channel_count + (size_t)channel] = (float)(expression); \
    }                                                                                   \
  }                                                                                     \
  return true;

bool genre_ffmpeg_interleave(const AVFrame *frame, int channel_count, float *output) {
  const bool is_planar = frame->format >= AV_SAMPLE_FMT_U8P && frame->format != AV_SAMPLE_FMT_S64;
  const size_t stride = is_planar ? 1 : (size_t)channel_count;
  switch (frame->format) {
    case AV_SAMPLE_FMT_U8:
    case AV_SAMPLE_FMT_U8P: CONVERT(uint8_t, (sample - 128) * 0x1p-7f)
    case AV_SAMPLE_FMT_S16:
    case AV_SAMPLE_FMT_S16P: CONVERT(int16_t, sample * 0x1p-15f)
    case AV_SAMPLE_FMT_S32:
    case AV_SAMPLE_FMT_S32P: CONVERT(int32_t, (float)sample * 0x1p-31f)
    case AV_SAMPLE_FMT_S64:
    case AV_SAMPLE_FMT_S64P: CONVERT(int64_t, (double)sample * 0x1p-63)
    case AV_SAMPLE_FMT_FLT:
    case AV_SAMPLE_FMT_FLTP: CONVERT(float, sample)
    case AV_SAMPLE_FMT_DBL:
    case AV_SAMPLE_FMT_DBLP: CONVERT(double, sample)
    default: return false;
  }
}
#endif
