// FFmpeg's libraries, opened while the program runs, and one sound stream read through them. No type of FFmpeg is named
// here: Swift needs none of its headers, and a program that never opens such a file loads none of its code.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The libraries once they are open, for the life of the process.
typedef struct genre_ffmpeg_library genre_ffmpeg_library;
// One open input.
typedef struct genre_ffmpeg_reader genre_ffmpeg_reader;

typedef enum {
  genre_ffmpeg_ok,
  // The bytes are cut or damaged, or of no format that is accepted here.
  genre_ffmpeg_damaged,
  // There is no sound stream.
  genre_ffmpeg_no_sound,
  // The encoding of the sound stream has no decoder.
  genre_ffmpeg_unsupported,
  // The sound is encrypted.
  genre_ffmpeg_protected,
  // The input asked to stop.
  genre_ffmpeg_stopped,
  genre_ffmpeg_no_memory,
} genre_ffmpeg_status;

// Where the bytes come from. The functions are called by the thread that calls the reader, and by no other.
typedef struct {
  void *context;
  int64_t byte_count;
  // How many bytes were read: 0 at the end, less than 0 to stop.
  int64_t (*read)(void *context, uint8_t *bytes, int64_t count);
  // As lseek(2): the new position, or -1.
  int64_t (*seek)(void *context, int64_t offset, int whence);
  // Whether to stop; asked now and then.
  bool (*is_stopped)(void *context);
} genre_ffmpeg_input;

// What was opened. The names are FFmpeg's own, cut where they are too long.
typedef struct {
  int channel_count;
  int sample_rate;
  // What the header announces, at sample_rate; 0 where it says nothing.
  int64_t declared_frame_count;
  char container[64];
  char codec[64];
  char codec_title[96];
} genre_ffmpeg_sound;

// A piece of sound: interleaved samples that are valid until the next call.
typedef struct {
  float *samples;
  int64_t frame_count;
  int channel_count;
  int sample_rate;
} genre_ffmpeg_block;

// The major version of FFmpeg whose headers this was compiled against, such as 5; 0 where there were no headers.
int genre_ffmpeg_major(void);
// The major version of libavformat that is looked for, such as 59; 0 where there were no headers.
int genre_ffmpeg_format_major(void);

// Opens the libraries: those of a folder, or of the system where the folder is NULL. NULL with a reason, one line, where
// they are missing or of other versions.
const genre_ffmpeg_library *genre_ffmpeg_load(const char *folder, char *reason, size_t reason_size);

// How sure FFmpeg is, 0 to 100, that bytes are the beginning of a format that is accepted here, and the name of that.
int genre_ffmpeg_probe(
    const genre_ffmpeg_library *library, const uint8_t *bytes, size_t count, char *name, size_t name_size);

// Opens an input and decodes its first samples. NULL and a status where that is not possible; `sound` then holds what
// could be told by then.
genre_ffmpeg_reader *genre_ffmpeg_open(
    const genre_ffmpeg_library *library, const genre_ffmpeg_input *input, genre_ffmpeg_sound *sound,
    genre_ffmpeg_status *status);

// The next samples; a block of no frames at the end.
genre_ffmpeg_status genre_ffmpeg_read(genre_ffmpeg_reader *reader, genre_ffmpeg_block *block);

// Whether each frame can be gone to and is found by its time: in MPEG-4 and QuickTime files of a declared length, whose
// tables have the time of every packet.
bool genre_ffmpeg_is_seekable(const genre_ffmpeg_reader *reader);

// Goes to a frame, 0 or more, with which the next block then begins. False where that did not work; the reader is then
// of no more use.
bool genre_ffmpeg_seek(genre_ffmpeg_reader *reader, int64_t frame);

// Whether something could not be decoded, though sound came behind it, or nothing but such came in the end.
bool genre_ffmpeg_is_damaged(const genre_ffmpeg_reader *reader);

void genre_ffmpeg_close(genre_ffmpeg_reader *reader);
