#include "CGenreFFmpeg.h"

#if __has_include(<libavformat/avformat.h>)
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "library.h"

// No single piece of memory that a header asks for is larger, in bytes. The index of a day of AAC takes 90 MB.
static const size_t largest_allocation = 256u << 20;

int genre_ffmpeg_format_major(void) { return LIBAVFORMAT_VERSION_MAJOR; }

// 58 came with FFmpeg 4, and each major version since with the next.
int genre_ffmpeg_major(void) { return LIBAVFORMAT_VERSION_MAJOR - 54; }

// The file of a library, of the one major version whose structures this was compiled for.
static void *open_library(const char *folder, const char *name, int major, char *reason, size_t reason_size) {
  char path[4096];
#ifdef __APPLE__
  // Homebrew's folder on Apple's own processors is not among those that are searched.
  static const char *const places[] = {"", "/opt/homebrew/lib/"};
  static const char *const pattern = "%s%slib%s.%d.dylib";
#else
  static const char *const places[] = {""};
  static const char *const pattern = "%s%slib%s.so.%d";
#endif
  void *handle = NULL;
  for (size_t place = 0; handle == NULL && place < sizeof places / sizeof *places; ++place) {
    int length = folder != NULL ? snprintf(path, sizeof path, pattern, folder, "/", name, major)
                                : snprintf(path, sizeof path, pattern, places[place], "", name, major);
    if (length < 0 || (size_t)length >= sizeof path) continue;
    handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  }
  if (handle == NULL) {
    const char *text = dlerror();
    snprintf(reason, reason_size, "%s", text != NULL ? text : path);
  }
  return handle;
}

static bool find_functions(
    genre_ffmpeg_library *library, void *util, void *codec, void *format, char *reason, size_t reason_size) {
#define FIND(place, name)                                                           \
  library->name = (__typeof__(library->name))dlsym(place, #name);                   \
  if (library->name == NULL) {                                                      \
    snprintf(reason, reason_size, "the library lib" #place " has no function " #name); \
    return false;                                                                   \
  }
  GENRE_FFMPEG_FUNCTIONS(FIND)
#undef FIND
  return true;
}

// The names of all decoders of sound, with commas between them.
static char *sound_decoders(const genre_ffmpeg_library *library) {
  size_t length = 0, capacity = 1 << 16;
  char *names = malloc(capacity);
  if (names == NULL) return NULL;
  names[0] = 0;
  void *state = NULL;
  for (const AVCodec *codec; (codec = library->av_codec_iterate(&state)) != NULL;) {
    if (codec->type != AVMEDIA_TYPE_AUDIO || !library->av_codec_is_decoder(codec)) continue;
    size_t added = strlen(codec->name) + 1;
    if (length + added >= capacity) break;
    length += (size_t)snprintf(names + length, capacity - length, "%s,", codec->name);
  }
  return names;
}

const genre_ffmpeg_library *genre_ffmpeg_load(const char *folder, char *reason, size_t reason_size) {
  void *util = open_library(folder, "avutil", LIBAVUTIL_VERSION_MAJOR, reason, reason_size);
  void *codec = util ? open_library(folder, "avcodec", LIBAVCODEC_VERSION_MAJOR, reason, reason_size) : NULL;
  void *format = codec ? open_library(folder, "avformat", LIBAVFORMAT_VERSION_MAJOR, reason, reason_size) : NULL;
  genre_ffmpeg_library *library = format ? calloc(1, sizeof *library) : NULL;
  if (library != NULL && find_functions(library, util, codec, format, reason, reason_size)) {
    library->decoders = sound_decoders(library);
    library->av_log_set_level(AV_LOG_QUIET);
    library->av_max_alloc(largest_allocation);
    if (library->decoders != NULL) return library;
  }
  free(library);
  return NULL;
}

int genre_ffmpeg_probe(
    const genre_ffmpeg_library *library, const uint8_t *bytes, size_t count, char *name, size_t name_size) {
  if (count > 1 << 20) count = 1 << 20;
  uint8_t *padded = calloc(1, count + AVPROBE_PADDING_SIZE);
  if (padded == NULL) return 0;
  memcpy(padded, bytes, count);
  AVProbeData data = {.filename = "", .buf = padded, .buf_size = (int)count};
  int score = 0;
  const AVInputFormat *format = library->av_probe_input_format3(&data, 1, &score);
  free(padded);
  if (format == NULL) return 0;
  // Formats have several names, of which one in the list is enough, as FFmpeg itself compares them.
  char names[256], list[] = "," GENRE_FFMPEG_FORMATS ",", wanted[260];
  snprintf(names, sizeof names, "%s", format->name);
  bool is_accepted = false;
  char *rest = NULL;
  for (char *each = strtok_r(names, ",", &rest); each != NULL; each = strtok_r(NULL, ",", &rest)) {
    snprintf(wanted, sizeof wanted, ",%s,", each);
    if (strstr(list, wanted) != NULL) is_accepted = true;
  }
  if (!is_accepted) return 0;
  snprintf(name, name_size, "%s", format->long_name != NULL ? format->long_name : format->name);
  return score;
}

#else  // The headers are missing: the functions are here, and say so.
#include <stdio.h>

int genre_ffmpeg_format_major(void) { return 0; }
int genre_ffmpeg_major(void) { return 0; }

const genre_ffmpeg_library *genre_ffmpeg_load(const char *folder, char *reason, size_t reason_size) {
  (void)folder;
  snprintf(reason, reason_size, "the headers of FFmpeg were missing when this program was built");
  return NULL;
}

int genre_ffmpeg_probe(
    const genre_ffmpeg_library *library, const uint8_t *bytes, size_t count, char *name, size_t name_size) {
  (void)library, (void)bytes, (void)count, (void)name, (void)name_size;
  return 0;
}

#endif
