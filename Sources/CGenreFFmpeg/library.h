// FFmpeg's headers, and the functions of its libraries as they were found. Only where the headers are.
#pragma once
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/avutil.h>
#include <libavutil/channel_layout.h>

#include "CGenreFFmpeg.h"

// Every function that is called, with the library that has it.
#define GENRE_FFMPEG_FUNCTIONS(FUNCTION) \
  FUNCTION(util, av_dict_free)           \
  FUNCTION(util, av_dict_set)            \
  FUNCTION(util, av_frame_alloc)         \
  FUNCTION(util, av_frame_free)          \
  FUNCTION(util, av_free)                \
  FUNCTION(util, av_log_set_level)       \
  FUNCTION(util, av_malloc)              \
  FUNCTION(util, av_max_alloc)           \
  FUNCTION(util, av_rescale_q)           \
  FUNCTION(codec, av_codec_is_decoder)   \
  FUNCTION(codec, av_codec_iterate)      \
  FUNCTION(codec, av_packet_alloc)       \
  FUNCTION(codec, av_packet_free)        \
  FUNCTION(codec, av_packet_get_side_data) \
  FUNCTION(codec, av_packet_unref)       \
  FUNCTION(codec, avcodec_alloc_context3) \
  FUNCTION(codec, avcodec_descriptor_get) \
  FUNCTION(codec, avcodec_find_decoder)  \
  FUNCTION(codec, avcodec_flush_buffers) \
  FUNCTION(codec, avcodec_free_context)  \
  FUNCTION(codec, avcodec_open2)         \
  FUNCTION(codec, avcodec_parameters_to_context) \
  FUNCTION(codec, avcodec_receive_frame) \
  FUNCTION(codec, avcodec_send_packet)   \
  FUNCTION(format, av_find_best_stream)  \
  FUNCTION(format, av_probe_input_format3) \
  FUNCTION(format, av_read_frame)        \
  FUNCTION(format, av_seek_frame)        \
  FUNCTION(format, avformat_alloc_context) \
  FUNCTION(format, avformat_close_input) \
  FUNCTION(format, avformat_find_stream_info) \
  FUNCTION(format, avformat_open_input)  \
  FUNCTION(format, avio_alloc_context)   \
  FUNCTION(format, avio_context_free)

struct genre_ffmpeg_library {
  // The names of all decoders of sound: no decoder of pictures is ever opened.
  char *decoders;
#define DECLARE(library, name) __typeof__(&name) name;
  GENRE_FFMPEG_FUNCTIONS(DECLARE)
#undef DECLARE
};

// The formats that are accepted, by FFmpeg's names: sound, and films with sound. What is not here, is not opened: no
// playlist (HLS, DASH, concat, SDP), no device, no picture, no subtitles.
#define GENRE_FFMPEG_FORMATS                                                                                \
  "aac,ac3,aea,aiff,amr,amrnb,amrwb,ape,asf,au,avi,caf,dsf,dts,dtshd,eac3,flac,flv,iff,loas,matroska,webm," \
  "mlp,truehd,mov,mp4,m4a,3gp,3g2,mj2,mp3,mpc,mpc8,mpeg,mpegts,mxf,nut,ogg,oma,qcp,rm,shn,tak,tta,voc,vqf," \
  "w64,wav,wtv,wv,xwma"

// FFmpeg 5.1 has the number of channels in another place than its predecessors.
#if LIBAVUTIL_VERSION_INT >= AV_VERSION_INT(57, 28, 100)
#define GENRE_CHANNEL_COUNT(object) ((object)->ch_layout.nb_channels)
#else
#define GENRE_CHANNEL_COUNT(object) ((object)->channels)
#endif
