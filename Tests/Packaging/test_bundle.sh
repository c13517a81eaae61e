#!/usr/bin/env bash
# Tests what `make bundle` makes: the bundle, moved to a folder with a space in its name, answers in a root that holds
# nothing but the C library as the built command answers here; so does its server; and licences are there for all of
# its libraries. With --debian in a bare Debian 12 by debootstrap as well.
#
# Usage: Tests/Packaging/test_bundle.sh [--debian] [BUNDLE]    without BUNDLE one is made of the tests' own build
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=Tests/Packaging/rooms.sh
. Tests/Packaging/rooms.sh

debian=no
if [ "${1:-}" = --debian ]; then debian=yes; shift; fi
if [ "$(uname -s)" != Linux ]; then say "SKIPPED the bundle: it is for Linux."; exit 0; fi
if ! command -v patchelf >/dev/null; then say "SKIPPED the bundle: there is no patchelf here."; exit 0; fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
clip=Examples/demo.mp3
bundle=${1:-}
if [ -z "$bundle" ]; then
  bundle=$work/bundle
  ARCHIVE=no CHECKOUTS=.build/checkouts \
    Packaging/bundle.sh "$bundle" .build/release/genre-cli .build/release/genre-web
fi

genre_of() { grep -oE '"genre" : "[a-z]+"' <<<"$1" | head -n 1 | grep -oE '[a-z]+"$' | tr -d '"'; }
expected=$("$bundle/bin/genre-cli" classify --format json "$clip")

# Each library has a row, and each row a licence.
libraries=$(find "$bundle/lib" -type f | wc -l)
rows=$(($(wc -l <"$bundle/licences/libraries.tsv") - 1))
[ "$libraries" = "$rows" ] || fail "$libraries libraries, and $rows rows in libraries.tsv"
while IFS=$'\t' read -r library package _; do
  [ "$library" != library ] || continue
  # Swift's runtime, in a bundle of the tests' own build, is of no package.
  case $library in libswift* | lib_Foundation* | libFoundation* | libdispatch* | libBlocksRuntime*) continue ;; esac
  [ -s "$bundle/licences/$package.txt" ] || fail "there is no licence of $library"
done <"$bundle/licences/libraries.tsv"
[ -s "$bundle/licences/genre-classifier.txt" ] || fail "our own licence is missing"

check_in() {
  local root=$1 name=$2 folder="/opt/a folder" answer
  cp "$clip" "$root/tmp/demo.mp3"
  answer=$(inside "$root" "$folder/bin/genre-cli" classify --format json /tmp/demo.mp3)
  [ "${answer//\/tmp\//}" = "${expected//Examples\//}" ] || fail "$name: answers $answer instead of $expected"
  inside "$root" "$folder/bin/genre-cli" doctor >"$work/doctor" || fail "$name: $(cat "$work/doctor")"
  answer=$(ask_server "$root" "$clip" "$folder/bin/genre-web")
  [ "$answer" = "$(genre_of "$expected")" ] || fail "$name: the server answers $answer"
  say "bundle in $name: ok"
}

if ! can_enter_roots; then
  say "SKIPPED the bundle in an empty root: only root may change roots."
  exit 0
fi
Packaging/root.sh "$work/empty" "$bundle" "/opt/a folder"
check_in "$work/empty" "an empty root"
# A missing library is noticed: otherwise this test would find the system's.
rm "$work/empty/opt/a folder/lib/libmpg123.so.0"
if inside "$work/empty" "/opt/a folder/bin/genre-cli" --version >/dev/null 2>&1; then
  fail "the command runs without libmpg123, so it found another one"
fi

[ "$debian" = yes ] || exit 0
if ! make_debian_root "$work/debian"; then
  say "SKIPPED the bundle in a bare Debian 12: debootstrap cannot run here."
  exit 0
fi
mkdir -p "$work/debian/opt/a folder"
cp -a "$bundle/." "$work/debian/opt/a folder/"
check_in "$work/debian" "a bare Debian 12"
