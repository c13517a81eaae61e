#pragma once

// What this machine can do at all, and sound of our own to measure with.

#include <stdbool.h>
#include <stdint.h>

/// Multiplies and adds in registers alone, as fast as one core can with the widest instructions that it has.
///
/// Returns a number that depends on all of them, so that none can be left out.
float genre_probe_multiply_add(int64_t rounds);
/// The multiplications and additions of one round.
int64_t genre_probe_operations_a_round(void);

/// `count` real transforms of 2,048 points, by FFTW's measured plan. False where there is no plan.
///
/// Call it from one thread, and after our own transforms have made their plans: what FFTW learns is forgotten
/// again, but a plan made in between would know it.
bool genre_probe_transforms(int64_t count);

/// Decodes an MPEG file to float samples with libmpg123, and does nothing else. Returns the samples of one
/// channel, or -1.
int64_t genre_probe_decode_mpeg(const char *path);

/// Writes interleaved samples as WAV of 16 bits, or as MP3 of 192 kbit/s. False where libsndfile cannot.
bool genre_probe_write_sound(const char *path, const float *samples, int64_t frames, int channels, int rate,
                             bool as_mpeg);
