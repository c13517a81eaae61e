#include "CGenreMemory.h"

#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

void genre_return_memory_from(size_t byte_count) {
#ifdef __GLIBC__
  // Left alone, glibc raises the threshold to the largest block that was freed, up to 32 MiB, and keeps what is smaller
  // in each thread's arena. Trimming at twice the threshold is its own rule.
  mallopt(M_MMAP_THRESHOLD, (int)byte_count);
  mallopt(M_TRIM_THRESHOLD, (int)(2 * byte_count));
#else
  (void)byte_count;
#endif
}
