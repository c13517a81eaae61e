#pragma once

#include <stddef.h>

/// From this many bytes on, memory that is freed goes back to the system at once. It is for the whole process, so it is a
/// program that decides it, not a library. Without glibc it does nothing.
void genre_return_memory_from(size_t byte_count);
