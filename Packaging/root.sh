#!/usr/bin/env bash
# Makes a root folder that holds the C library of this machine, a bundle in /genre-classifier, and nothing else: what the
# container's image consists of, and what the tests run a bundle in.
#
# Usage: Packaging/root.sh ROOT BUNDLE [PLACE]    PLACE: where the bundle goes in ROOT instead
set -euo pipefail

readonly root=${1:?the folder to make} bundle=${2:?the bundle} place=${3:-/genre-classifier}

loader=$(ldd /bin/true | grep -oE '/\S*ld-linux\S*' | head -n 1)
libraries=$(dirname "$(ldd /bin/true | awk '/libc\.so/ { print $3 }')")
mkdir -p "$root/tmp" "$root/dev" "$root/proc"
install -D -m 755 "$(readlink -f "$loader")" "$root$loader"
for library in libc.so.6 libm.so.6 libdl.so.2 libpthread.so.0 librt.so.1 libresolv.so.2 libutil.so.1; do
  [ ! -e "$libraries/$library" ] \
    || install -D -m 755 "$(readlink -f "$libraries/$library")" "$root$libraries/$library"
done
mkdir -p "$root$place"
cp -a "$bundle/." "$root$place/"
