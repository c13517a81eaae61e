#include "CGenreFFmpeg.h"

#if __has_include(<libavformat/avformat.h>)
#include <stdio.h>
#include <stdlib.h>

#include "reader.h"

static const int io_buffer_size = 32768;

static int read_bytes(void *opaque, uint8_t *buffer, int size) {
  const genre_ffmpeg_reader *reader = opaque;
  const int64_t count = reader->input.read(reader->input.context, buffer, size);
  return count > 0 ? (int)count : count == 0 ? AVERROR_EOF : AVERROR_EXIT;
}

static int64_t seek_bytes(void *opaque, int64_t offset, int whence) {
  const genre_ffmpeg_reader *reader = opaque;
  if ((whence & AVSEEK_SIZE) != 0) return reader->input.byte_count;
  const int64_t position = reader->input.seek(reader->input.context, offset, whence & ~AVSEEK_FORCE);
  return position < 0 ? AVERROR(EINVAL) : position;
}

static int is_interrupted(void *opaque) {
  const genre_ffmpeg_reader *reader = opaque;
  return reader->input.is_stopped(reader->input.context) ? 1 : 0;
}

// What a file names outside itself, a file or an address, is never opened.
static int refuse_to_open(
    AVFormatContext *context, AVIOContext **io, const char *address, int flags, AVDictionary **options) {
  (void)context, (void)address, (void)flags, (void)options;
  *io = NULL;
  return AVERROR(EPERM);
}

// Too little memory is most often a header that asks for more than is allowed: damage, like all else that has no name.
static genre_ffmpeg_status status_of(int result) {
  if (result == AVERROR_EXIT) return genre_ffmpeg_stopped;
  if (result == AVERROR_STREAM_NOT_FOUND) return genre_ffmpeg_no_sound;
  if (result == AVERROR_DECODER_NOT_FOUND || result == AVERROR_PATCHWELCOME || result == AVERROR(ENOSYS)) {
    return genre_ffmpeg_unsupported;
  }
  return genre_ffmpeg_damaged;
}

static genre_ffmpeg_status open_format(genre_ffmpeg_reader *reader) {
  const genre_ffmpeg_library *library = reader->library;
  reader->format = library->avformat_alloc_context();
  uint8_t *buffer = library->av_malloc((size_t)io_buffer_size);
  if (reader->format == NULL || buffer == NULL) return genre_ffmpeg_no_memory;
  reader->io = library->avio_alloc_context(buffer, io_buffer_size, 0, reader, read_bytes, NULL, seek_bytes);
  if (reader->io == NULL) return genre_ffmpeg_no_memory;
  reader->format->pb = reader->io;
  reader->format->flags |= AVFMT_FLAG_CUSTOM_IO;
  reader->format->io_open = refuse_to_open;
  reader->format->interrupt_callback = (AVIOInterruptCB){is_interrupted, reader};

  AVDictionary *options = NULL;
  library->av_dict_set(&options, "format_whitelist", GENRE_FFMPEG_FORMATS, 0);
  library->av_dict_set(&options, "codec_whitelist", library->decoders, 0);
  library->av_dict_set(&options, "protocol_whitelist", "none", 0);
  // What is looked at to learn about the streams, in bytes and microseconds; of the rate of pictures nothing.
  library->av_dict_set(&options, "probesize", "5000000", 0);
  library->av_dict_set(&options, "analyzeduration", "5000000", 0);
  library->av_dict_set(&options, "fpsprobesize", "0", 0);
  const int result = library->avformat_open_input(&reader->format, "", NULL, &options);
  library->av_dict_free(&options);
  return result < 0 ? status_of(result) : genre_ffmpeg_ok;
}

// What the header says of each stream's length, in its own unit: later FFmpeg puts guesses in the same place. Where the
// file has one stream alone, the length of the file is its length.
static int64_t *declared_durations(const AVFormatContext *format) {
  int64_t *durations = calloc(format->nb_streams + 1, sizeof *durations);
  if (durations == NULL) return NULL;
  for (unsigned index = 0; index < format->nb_streams; ++index) {
    const int64_t duration = format->streams[index]->duration;
    durations[index] = duration == AV_NOPTS_VALUE || duration < 0 ? 0 : duration;
  }
  return durations;
}

static int64_t declared_frame_count(
    const genre_ffmpeg_reader *reader, const int64_t *durations, unsigned count, int64_t whole, int rate) {
  const AVStream *stream = reader->format->streams[reader->stream];
  const AVRational frame = {1, rate};
  if ((unsigned)reader->stream >= count || stream->time_base.num <= 0 || stream->time_base.den <= 0) return 0;
  int64_t frames = reader->library->av_rescale_q(durations[reader->stream], stream->time_base, frame);
  if (frames == 0 && count == 1 && whole > 0) {
    frames = reader->library->av_rescale_q(whole, (AVRational){1, AV_TIME_BASE}, frame);
  }
  return frames > 0 && frames < INT64_C(1) << 48 ? frames : 0;
}

// Encodings that FFmpeg does not know have the four letters of the file for a name, if they are letters.
static void describe(genre_ffmpeg_reader *reader, genre_ffmpeg_sound *sound, const AVCodecParameters *codec) {
  const AVCodecDescriptor *descriptor = reader->library->avcodec_descriptor_get(codec->codec_id);
  if (descriptor == NULL) {
    for (int index = 0; index < 4; ++index) {
      const char letter = (char)(codec->codec_tag >> (8 * index));
      sound->codec_title[index] = letter > 32 && letter < 127 ? letter : 0;
    }
    return;
  }
  snprintf(sound->codec, sizeof sound->codec, "%s", descriptor->name);
  snprintf(sound->codec_title, sizeof sound->codec_title, "%s",
      descriptor->long_name != NULL ? descriptor->long_name : descriptor->name);
}

// Chooses the sound stream and opens its decoder; all other streams are passed over.
static genre_ffmpeg_status open_decoder(genre_ffmpeg_reader *reader, genre_ffmpeg_sound *sound) {
  const genre_ffmpeg_library *library = reader->library;
  AVFormatContext *format = reader->format;
  reader->stream = library->av_find_best_stream(format, AVMEDIA_TYPE_AUDIO, -1, -1, NULL, 0);
  if (reader->stream < 0) return status_of(reader->stream);
  for (unsigned index = 0; index < format->nb_streams; ++index) {
    if (index != (unsigned)reader->stream) format->streams[index]->discard = AVDISCARD_ALL;
  }
  const AVStream *stream = format->streams[reader->stream];
  describe(reader, sound, stream->codecpar);
  const uint32_t tag = stream->codecpar->codec_tag;
  if (tag == MKTAG('d', 'r', 'm', 's') || tag == MKTAG('e', 'n', 'c', 'a')) return genre_ffmpeg_protected;
  const AVCodec *codec = library->avcodec_find_decoder(stream->codecpar->codec_id);
  if (codec == NULL) return genre_ffmpeg_unsupported;
  reader->decoder = library->avcodec_alloc_context3(codec);
  if (reader->decoder == NULL) return genre_ffmpeg_no_memory;
  int result = library->avcodec_parameters_to_context(reader->decoder, stream->codecpar);
  reader->decoder->pkt_timebase = stream->time_base;
  reader->decoder->thread_count = 1;
  if (result >= 0) result = library->avcodec_open2(reader->decoder, codec, NULL);
  return result < 0 ? status_of(result) : genre_ffmpeg_ok;
}

// What the first sound is says more than the header: a header knows AAC's half of the rate alone, for example.
static genre_ffmpeg_status decode_first(genre_ffmpeg_reader *reader, genre_ffmpeg_sound *sound) {
  const genre_ffmpeg_status status = genre_ffmpeg_decode(reader, &reader->first);
  if (status != genre_ffmpeg_ok) return status;
  if (reader->first.frame_count == 0 && (reader->is_damaged || reader->error_count > 0)) return genre_ffmpeg_damaged;
  reader->is_first_pending = true;
  const AVCodecParameters *header = reader->format->streams[reader->stream]->codecpar;
  sound->channel_count = reader->first.frame_count > 0 ? reader->first.channel_count : GENRE_CHANNEL_COUNT(header);
  sound->sample_rate = reader->first.frame_count > 0 ? reader->first.sample_rate : header->sample_rate;
  return sound->channel_count > 0 && sound->sample_rate > 0 ? genre_ffmpeg_ok : genre_ffmpeg_damaged;
}

static genre_ffmpeg_status open_reader(genre_ffmpeg_reader *reader, genre_ffmpeg_sound *sound) {
  const genre_ffmpeg_library *library = reader->library;
  reader->packet = library->av_packet_alloc();
  reader->frame = library->av_frame_alloc();
  if (reader->packet == NULL || reader->frame == NULL) return genre_ffmpeg_no_memory;
  genre_ffmpeg_status status = open_format(reader);
  if (status != genre_ffmpeg_ok) return status;
  snprintf(sound->container, sizeof sound->container, "%s", reader->format->iformat->name);

  const unsigned count = reader->format->nb_streams;
  const int64_t whole = reader->format->duration == AV_NOPTS_VALUE ? 0 : reader->format->duration;
  int64_t *durations = declared_durations(reader->format);
  if (durations == NULL) return genre_ffmpeg_no_memory;
  for (unsigned index = 0; index < count; ++index) {
    AVStream *stream = reader->format->streams[index];
    if (stream->codecpar->codec_type != AVMEDIA_TYPE_AUDIO) stream->discard = AVDISCARD_ALL;
  }
  const int result = library->avformat_find_stream_info(reader->format, NULL);
  status = result < 0 ? status_of(result) : open_decoder(reader, sound);
  if (status == genre_ffmpeg_ok) status = decode_first(reader, sound);
  if (status == genre_ffmpeg_ok) {
    sound->declared_frame_count = declared_frame_count(reader, durations, count, whole, sound->sample_rate);
  }
  free(durations);
  return status;
}

genre_ffmpeg_reader *genre_ffmpeg_open(
    const genre_ffmpeg_library *library, const genre_ffmpeg_input *input, genre_ffmpeg_sound *sound,
    genre_ffmpeg_status *status) {
  *sound = (genre_ffmpeg_sound){0};
  genre_ffmpeg_reader *reader = calloc(1, sizeof *reader);
  *status = genre_ffmpeg_no_memory;
  if (reader == NULL) return NULL;
  reader->library = library;
  reader->input = *input;
  reader->start = AV_NOPTS_VALUE;
  reader->target = -1;
  *status = open_reader(reader, sound);
  // Whoever stopped it knows why; FFmpeg may have made another error of it.
  if (*status != genre_ffmpeg_ok && input->is_stopped(input->context)) *status = genre_ffmpeg_stopped;
  if (*status == genre_ffmpeg_ok) return reader;
  genre_ffmpeg_close(reader);
  return NULL;
}

void genre_ffmpeg_close(genre_ffmpeg_reader *reader) {
  const genre_ffmpeg_library *library = reader->library;
  library->avcodec_free_context(&reader->decoder);
  library->avformat_close_input(&reader->format);
  if (reader->io != NULL) library->av_free(reader->io->buffer);
  library->avio_context_free(&reader->io);
  library->av_packet_free(&reader->packet);
  library->av_frame_free(&reader->frame);
  free(reader->samples);
  free(reader);
}

#else  // Without the headers no library is ever loaded, and none of these is called.

genre_ffmpeg_reader *genre_ffmpeg_open(
    const genre_ffmpeg_library *library, const genre_ffmpeg_input *input, genre_ffmpeg_sound *sound,
    genre_ffmpeg_status *status) {
  (void)library, (void)input;
  *sound = (genre_ffmpeg_sound){0};
  *status = genre_ffmpeg_unsupported;
  return NULL;
}

genre_ffmpeg_status genre_ffmpeg_read(genre_ffmpeg_reader *reader, genre_ffmpeg_block *block) {
  (void)reader;
  *block = (genre_ffmpeg_block){0};
  return genre_ffmpeg_unsupported;
}

bool genre_ffmpeg_is_damaged(const genre_ffmpeg_reader *reader) {
  (void)reader;
  return false;
}

bool genre_ffmpeg_is_seekable(const genre_ffmpeg_reader *reader) {
  (void)reader;
  return false;
}

bool genre_ffmpeg_seek(genre_ffmpeg_reader *reader, int64_t frame) {
  (void)reader, (void)frame;
  return false;
}

void genre_ffmpeg_close(genre_ffmpeg_reader *reader) { (void)reader; }

#endif
