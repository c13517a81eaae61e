// Swift's own module of the C library lacks the calls for extended attributes.
#include "CGenreTags.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/xattr.h>

static ssize_t list_names(int file, char *names, size_t size) {
#ifdef __APPLE__
  return flistxattr(file, names, size, 0);
#else
  return flistxattr(file, names, size);
#endif
}

static ssize_t get_value(int file, const char *name, void *value, size_t size) {
#ifdef __APPLE__
  return fgetxattr(file, name, value, size, 0, 0);
#else
  return fgetxattr(file, name, value, size);
#endif
}

static int set_value(int file, const char *name, const void *value, size_t size) {
#ifdef __APPLE__
  return fsetxattr(file, name, value, size, 0, 0);
#else
  return fsetxattr(file, name, value, size, 0);
#endif
}

// The new file may have the attribute already, by a rule of its folder, and may not be allowed to set it again.
static int has_same(int file, const char *name, const void *value, size_t size) {
  char *own = malloc(size + 1);
  if (own == NULL) return 0;
  ssize_t length = get_value(file, name, own, size + 1);
  int same = length == (ssize_t)size && memcmp(own, value, size) == 0;
  free(own);
  return same;
}

static int copy_one(int from, int to, const char *name) {
  ssize_t size = get_value(from, name, NULL, 0);
  if (size < 0) return errno;
  char *value = malloc((size_t)size + 1);
  if (value == NULL) return ENOMEM;
  int failure = 0;
  ssize_t length = get_value(from, name, value, (size_t)size);
  if (length < 0 || (set_value(to, name, value, (size_t)length) != 0 && !has_same(to, name, value, (size_t)length)))
    failure = errno ? errno : EIO;
  free(value);
  return failure;
}

int genre_tags_copy_attributes(int from, int to) {
  ssize_t size = list_names(from, NULL, 0);
  if (size < 0) return errno == ENOTSUP ? 0 : errno;
  if (size == 0) return 0;
  char *names = malloc((size_t)size);
  if (names == NULL) return ENOMEM;
  int failure = 0;
  size = list_names(from, names, (size_t)size);
  if (size < 0) failure = errno;
  for (char *name = names; failure == 0 && name < names + size; name += strlen(name) + 1)
    failure = copy_one(from, to, name);
  free(names);
  return failure;
}
