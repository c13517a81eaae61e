#!/usr/bin/env bash
# Collects in a folder the licences of all that is inside the programs: ours, those of Swift and the Swift packages
# that are linked into them, and for each shared library what its Debian package says, with the texts it refers to.
# libraries.tsv names each library, its package, and the source package and version that it was built from.
#
# Usage: Packaging/licences.sh FOLDER CHECKOUTS LIBRARY...    CHECKOUTS: SwiftPM folders of checkouts, with colons between
set -euo pipefail

readonly folder=$1 checkouts=$2
shift 2
root=$(cd "$(dirname "$0")/.." && pwd)
readonly root

mkdir -p "$folder"
cp "$root/LICENSE" "$folder/genre-classifier.txt"

swift_license=$(dirname "$(dirname "$(readlink -f "$(command -v swift)")")")/share/swift/LICENSE.txt
if [ -e "$swift_license" ]; then
  cp "$swift_license" "$folder/swift.txt"
else
  echo "licences: note: $swift_license is not here; the licence of Swift's runtime is missing from $folder" >&2
fi

IFS=: read -ra folders <<<"$checkouts"
for packages in "${folders[@]}"; do
  for package in "$packages"/*/; do
    name=$(basename "$package")
    for text in LICENSE.txt LICENSE LICENSE.md NOTICE.txt NOTICE; do
      if [ -e "$package/$text" ]; then cp "$package/$text" "$folder/$name-${text%%.*}.txt"; fi
    done
  done
done

package_of() {
  # /lib is a link to /usr/lib; dpkg knows a file by one of the two names.
  dpkg-query --search "$(readlink -f "$1")" 2>/dev/null || dpkg-query --search "/${1#/usr/}" 2>/dev/null || true
}

printf 'library\tpackage\tsource\tversion\n' >"$folder/libraries.tsv"
for library in "$@"; do
  package=$(package_of "$library" | head -n 1)
  package=${package%: *}
  if [ -z "$package" ]; then
    printf '%s\t\t\t\n' "$(basename "$library")" >>"$folder/libraries.tsv"
    continue
  fi
  # shellcheck disable=SC2016 # dpkg-query replaces these, not the shell
  dpkg-query --show --showformat "$(basename "$library")"'\t${Package}\t${source:Package}\t${source:Version}\n' \
    "$package" >>"$folder/libraries.tsv"
  cp "/usr/share/doc/${package%%:*}/copyright" "$folder/${package%%:*}.txt"
done

# Debian's files refer to these by their place in the system.
mkdir -p "$folder/common-licenses"
{ cat "$folder"/*.txt | grep -oE '/usr/share/common-licenses/[A-Za-z]+(-[0-9]+(\.[0-9]+)?)?' || true; } | sort -u \
  | while read -r text; do
      if [ -e "$text" ]; then cp -L "$text" "$folder/common-licenses/"; fi
    done
