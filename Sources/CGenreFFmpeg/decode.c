#if __has_include(<libavformat/avformat.h>)
#include <stdlib.h>

#include "reader.h"
#include "samples.h"

// Packets in a row that may give no sound. A packet of music is 20 ms or so; an index in a damaged header may name
// millions that are not there.
static const int idle_limit = 100000;
// Errors at the very end that are taken for a tag or padding.
static const int error_limit = 3;

static genre_ffmpeg_status take_frame(genre_ffmpeg_reader *reader, genre_ffmpeg_block *block) {
  const AVFrame *frame = reader->frame;
  const int channel_count = GENRE_CHANNEL_COUNT(frame);
  if (frame->nb_samples <= 0 || channel_count <= 0 || frame->sample_rate <= 0) return genre_ffmpeg_ok;
  const size_t count = (size_t)frame->nb_samples * (size_t)channel_count;
  if (count > reader->capacity) {
    free(reader->samples);
    reader->samples = malloc(count * sizeof(float));
    reader->capacity = reader->samples == NULL ? 0 : count;
    if (reader->samples == NULL) return genre_ffmpeg_no_memory;
  }
  if (!genre_ffmpeg_interleave(frame, channel_count, reader->samples)) return genre_ffmpeg_unsupported;
  *block = (genre_ffmpeg_block){reader->samples, frame->nb_samples, channel_count, frame->sample_rate};
  reader->idle_count = 0;
  if (reader->error_count > 0) reader->is_damaged = true;
  reader->error_count = 0;
  return genre_ffmpeg_ok;
}

// Gives the decoder the next packet of the stream, or word of the end.
static genre_ffmpeg_status feed(genre_ffmpeg_reader *reader) {
  const genre_ffmpeg_library *library = reader->library;
  if (reader->input.is_stopped(reader->input.context)) return genre_ffmpeg_stopped;
  int result = library->av_read_frame(reader->format, reader->packet);
  if (reader->input.is_stopped(reader->input.context)) result = AVERROR_EXIT;
  if (result == AVERROR_EXIT) return genre_ffmpeg_stopped;
  if (++reader->idle_count > idle_limit) {
    reader->is_damaged = true;
    result = AVERROR_EOF;
  }
  if (result < 0) {
    if (result != AVERROR_EOF) reader->error_count += 1;
    reader->is_drained = true;
    library->avcodec_send_packet(reader->decoder, NULL);
    return genre_ffmpeg_ok;
  }
  if (reader->packet->stream_index == reader->stream) {
    if (library->av_packet_get_side_data(reader->packet, AV_PKT_DATA_ENCRYPTION_INFO, NULL) != NULL) {
      return genre_ffmpeg_protected;
    }
    if (library->avcodec_send_packet(reader->decoder, reader->packet) < 0) reader->error_count += 1;
  }
  library->av_packet_unref(reader->packet);
  return genre_ffmpeg_ok;
}

genre_ffmpeg_status genre_ffmpeg_decode(genre_ffmpeg_reader *reader, genre_ffmpeg_block *block) {
  *block = (genre_ffmpeg_block){0};
  while (true) {
    const int result = reader->library->avcodec_receive_frame(reader->decoder, reader->frame);
    genre_ffmpeg_status status = genre_ffmpeg_ok;
    if (result >= 0) {
      status = take_frame(reader, block);
    } else if (reader->is_drained && result != AVERROR_INVALIDDATA) {
      if (reader->error_count > error_limit) reader->is_damaged = true;
      return genre_ffmpeg_ok;
    } else {
      if (result != AVERROR(EAGAIN)) reader->error_count += 1;
      if (reader->is_drained && reader->error_count > idle_limit) return genre_ffmpeg_ok;
      if (!reader->is_drained) status = feed(reader);
    }
    if (status != genre_ffmpeg_ok || block->frame_count > 0) return status;
  }
}

genre_ffmpeg_status genre_ffmpeg_read(genre_ffmpeg_reader *reader, genre_ffmpeg_block *block) {
  if (!reader->is_first_pending) return genre_ffmpeg_decode(reader, block);
  reader->is_first_pending = false;
  *block = reader->first;
  return genre_ffmpeg_ok;
}

bool genre_ffmpeg_is_damaged(const genre_ffmpeg_reader *reader) { return reader->is_damaged; }
#endif
