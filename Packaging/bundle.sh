#!/usr/bin/env bash
# Makes a folder that runs wherever it is put: the command, the page's server, and every library that they need but the
# C library's. The programs look for libraries in ../lib, from where they are themselves. FFmpeg's libraries are not
# in it: they are opened at run time where the system has them.
#
# The libraries are copies, bit for bit, of the system's, so that each can be replaced by another build of it, as the
# LGPL asks. Debian 12's C library or a later one is needed where the bundle runs, for that is where it is made.
#
# Usage: Packaging/bundle.sh FOLDER PROGRAM...    then: FOLDER.tar.gz, unless ARCHIVE=no
#        CHECKOUTS names the folders of SwiftPM checkouts (A:B) that hold the licences of what is linked in
set -euo pipefail

folder=${1:?the folder to make}
shift
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
readonly folder here root

fail() { echo "bundle: $*" >&2; exit 1; }

[ "$(uname -s)" = Linux ] || fail "a bundle is made on Linux alone; on a Mac use make install or the Homebrew formula"
command -v patchelf >/dev/null || fail "patchelf was not found; install it, or run Tools/setup/setup.sh package"
[ $# -gt 0 ] || fail "no program was named; name the built binaries"

# Made beside its place, to be renamed into it when it is whole.
mkdir -p "$(dirname "$folder")"
work=$(mktemp -d "$(dirname "$folder")/.bundle.XXXXXX")
trap 'rm -rf "$work"' EXIT
made=$work/$(basename "$folder")
mkdir -p "$made/bin" "$made/lib" "$made/share"

libraries=$("$here/libraries.sh" "$@")
paths=()
while IFS=$'\t' read -r name path; do
  # Under the name that programs ask for; what the system has is often a link to it.
  install -m 644 "$(readlink -f "$path")" "$made/lib/$name"
  paths+=("$path")
done <<<"$libraries"

for program in "$@"; do
  installed=$made/bin/$(basename "$program")
  install -m 755 "$program" "$installed"
  # DT_RPATH and not DT_RUNPATH: it counts for the libraries of the libraries, too, which so can stay as they are.
  # shellcheck disable=SC2016 # the loader replaces $ORIGIN
  patchelf --force-rpath --set-rpath '$ORIGIN/../lib' "$installed"
done

# Libraries outside the bundle would be found here and missing elsewhere.
for installed in "$made"/bin/*; do
  outside=$("$here/libraries.sh" "$installed" | awk -F '\t' -v lib="$(readlink -f "$made")/" '
    function real(path,   parts, count, i, kept, depth, text) {
      count = split(path, parts, "/"); depth = 0
      for (i = 1; i <= count; i++) {
        if (parts[i] == "..") depth--
        else if (parts[i] != "" && parts[i] != ".") kept[++depth] = parts[i]
      }
      text = ""
      for (i = 1; i <= depth; i++) text = text "/" kept[i]
      return text
    }
    index(real($2), lib) != 1 { print $1 " => " $2 }')
  [ -z "$outside" ] || fail "$(basename "$installed") takes libraries from outside the bundle: $outside"
done

"$here/licences.sh" "$made/licences" "${CHECKOUTS:-none}" "${paths[@]}"
cp "$here/bundle-README.md" "$made/README.md"
install -m 644 "$root/Examples/demo.mp3" "$made/share/demo.mp3"
for shell in bash zsh fish; do
  for installed in "$made"/bin/*; do
    mkdir -p "$made/share/completions"
    "$installed" --generate-completion-script "$shell" >"$made/share/completions/$(basename "$installed").$shell"
  done
done

# The same sources give the same archive: times are those of the last commit, owners nobody's.
time=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null || echo 0)}
if [ "${ARCHIVE:-yes}" != no ]; then
  tar --create --directory "$work" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$time" \
    "$(basename "$folder")" | gzip -9n >"$work/archive"
  mv -f "$work/archive" "$folder.tar.gz"
fi
rm -rf "$folder"
mv "$made" "$folder"
chmod 755 "$folder"
echo "bundle: $folder, $(du -sh "$folder" | cut -f 1), $(wc -l <<<"$libraries") libraries"
if [ "${ARCHIVE:-yes}" != no ]; then echo "bundle: $folder.tar.gz, $(du -h "$folder.tar.gz" | cut -f 1)"; fi
