#pragma once

#include <stddef.h>

// The page's files, compiled into the binary so that it runs wherever it is moved.

/// The bytes of a file by its name, such as "index.html", and their count; null and 0 for a name that is none.
const void *genre_page_file(const char *name, size_t *size);
