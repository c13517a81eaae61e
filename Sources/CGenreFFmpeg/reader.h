// One open input, as both halves of its code see it.
#pragma once
#include "library.h"

struct genre_ffmpeg_reader {
  const genre_ffmpeg_library *library;
  genre_ffmpeg_input input;
  AVIOContext *io;
  AVFormatContext *format;
  AVCodecContext *decoder;
  AVPacket *packet;
  AVFrame *frame;
  int stream;
  float *samples;
  size_t capacity;
  // The first block is decoded when the input is opened, and given out by the first call.
  genre_ffmpeg_block first;
  bool is_first_pending;
  bool is_drained;
  bool is_protected;
  bool is_damaged;
  // Packets that gave nothing, in a row.
  int idle_count;
  // Packets that could not be decoded since the last sound.
  int error_count;
  // When the first sound is, in the stream's own unit; AV_NOPTS_VALUE where that is not known.
  int64_t start;
  // The frame of the recording that is sought: sound in front of it is passed over. -1 for none.
  int64_t target;
};

// Decodes to the next sound.
genre_ffmpeg_status genre_ffmpeg_decode(genre_ffmpeg_reader *reader, genre_ffmpeg_block *block);
