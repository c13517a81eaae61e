#!/usr/bin/env bash
# Lists the shared libraries that programs need, other than those of the C library, as a line "NAME<TAB>PATH" each.
# The C library stays out of a bundle: it belongs to the system's loader and kernel.
#
# Usage: Packaging/libraries.sh PROGRAM...
set -euo pipefail

readonly c_library='^(linux-vdso|ld-linux.*|libc|libm|libdl|libpthread|librt|libresolv|libutil|libanl)\.so'

for program in "$@"; do
  found=$(ldd "$program")
  if grep 'not found' <<<"$found" >&2; then
    echo "libraries: $program needs libraries that are missing here; install them first" >&2
    exit 1
  fi
  awk '$2 == "=>" && $3 ~ /^\// { print $1 "\t" $3 }' <<<"$found"
done | grep -vE "$c_library" | sort -u
