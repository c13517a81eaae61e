#if __has_include(<libavformat/avformat.h>)
#include <stdlib.h>
#include <string.h>

#include "reader.h"
#include "samples.h"

// Packets in a row that may give no sound. A packet of music is 20 ms or so; an index in a damaged header may name
// millions that are not there.
static const int idle_limit = 100000;
// Errors at the very end that are taken for a tag or padding.
static const int error_limit = 3;

// How many frames of the sound lie in front of the one that is sought; -1 where it lies before.
static int64_t passed_count(const genre_ffmpeg_reader *reader) {
  const AVFrame *frame = reader->frame;
  if (frame->pts == AV_NOPTS_VALUE) return -1;
  const AVStream *stream = reader->format->streams[reader->stream];
  const int64_t position = reader->library->av_rescale_q(
      frame->pts - reader->start, stream->time_base, (AVRational){1, frame->sample_rate});
  return reader->target < position ? -1 : reader->target - position;
}

static genre_ffmpeg_status take_frame(genre_ffmpeg_reader *reader, genre_ffmpeg_block *block) {
  const AVFrame *frame = reader->frame;
  const int channel_count = GENRE_CHANNEL_COUNT(frame);
  if (frame->nb_samples <= 0 || channel_count <= 0 || frame->sample_rate <= 0) return genre_ffmpeg_ok;
  if (reader->start == AV_NOPTS_VALUE) reader->start = frame->pts;
  const int64_t passed = reader->target < 0 ? 0 : passed_count(reader);
  if (passed < 0) return genre_ffmpeg_damaged;
  if (passed >= frame->nb_samples) return genre_ffmpeg_ok;
  const size_t count = (size_t)frame->nb_samples * (size_t)channel_count;
  if (count > reader->capacity) {
    free(reader->samples);
    reader->samples = malloc(count * sizeof(float));
    reader->capacity = reader->samples == NULL ? 0 : count;
    if (reader->samples == NULL) return genre_ffmpeg_no_memory;
  }
  if (!genre_ffmpeg_interleave(frame, channel_count, reader->samples)) return genre_ffmpeg_unsupported;
  *block = (genre_ffmpeg_block){reader->samples + passed * channel_count, frame->nb_samples - passed, channel_count,
      frame->sample_rate};
  reader->target = -1;
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

bool genre_ffmpeg_is_seekable(const genre_ffmpeg_reader *reader) {
  return strstr(reader->format->iformat->name, "mp4") != NULL && reader->start != AV_NOPTS_VALUE;
}

bool genre_ffmpeg_seek(genre_ffmpeg_reader *reader, int64_t frame) {
  const genre_ffmpeg_library *library = reader->library;
  const AVStream *stream = reader->format->streams[reader->stream];
  // A tenth of a second is decoded in vain: sound overlaps with the packets in front of it.
  const int rate = reader->decoder->sample_rate;
  const int64_t earlier = frame > rate / 10 ? frame - rate / 10 : 0;
  const int64_t time = reader->start + library->av_rescale_q(earlier, (AVRational){1, rate}, stream->time_base);
  if (rate <= 0 || library->av_seek_frame(reader->format, reader->stream, time, AVSEEK_FLAG_BACKWARD) < 0) {
    return false;
  }
  library->avcodec_flush_buffers(reader->decoder);
  reader->is_drained = false;
  reader->idle_count = reader->error_count = 0;
  reader->target = frame;
  reader->is_first_pending =
      genre_ffmpeg_decode(reader, &reader->first) == genre_ffmpeg_ok && reader->first.frame_count > 0;
  return reader->is_first_pending;
}

bool genre_ffmpeg_is_damaged(const genre_ffmpeg_reader *reader) { return reader->is_damaged; }
#endif
