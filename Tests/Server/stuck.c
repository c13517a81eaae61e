// Stands in front of the MP3 library of a program under test (LD_PRELOAD): while the file that $GENRE_STUCK names is
// there, opening an MP3 never returns. If the file holds an "s", it spins instead of sleeping.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int mpg123_open_handle(void *handle, void *input) {
  FILE *flag = fopen(getenv("GENRE_STUCK"), "r");
  if (flag) {
    int spins = fgetc(flag) == 's';
    fclose(flag);
    for (volatile unsigned count = 0;; count += 1) {
      if (!spins) pause();
    }
  }
  int (*original)(void *, void *) = (int (*)(void *, void *))dlsym(RTLD_NEXT, "mpg123_open_handle");
  return original(handle, input);
}
