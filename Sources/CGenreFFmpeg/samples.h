// From FFmpeg's formats of samples to interleaved floats.
#pragma once
#include "library.h"

// Writes nb_samples x channel_count floats, whole numbers scaled to -1...1; false for a format that is not known.
bool genre_ffmpeg_interleave(const AVFrame *frame, int channel_count, float *output);
