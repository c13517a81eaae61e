#pragma once
#include <mpg123.h>

/* libmpg123 hides mpg123_param behind a macro whose target differs between releases, and a macro that
   renames a function is invisible to Swift. This one name is the same everywhere. */
static inline int genre_mpg123_set(mpg123_handle *handle, int parameter, long value) {
  return mpg123_param(handle, parameter, value, 0.0);
}
