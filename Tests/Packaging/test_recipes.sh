#!/usr/bin/env bash
# Tests what can be tested of the container's and Homebrew's recipes without an engine and without macOS: Ruby reads the
# formula, both name targets and scripts that exist, and the formula installs the version that the package has.
#
# Usage: Tests/Packaging/test_recipes.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=Tests/Packaging/rooms.sh
. Tests/Packaging/rooms.sh

formula=Packaging/homebrew/genre-classifier.rb recipe=Packaging/Containerfile
version=$(Packaging/version.sh)
grep -q "tag: \"$version\"" "$formula" || fail "the formula does not install $version"
if command -v ruby >/dev/null; then
  ruby -c "$formula" >/dev/null || fail "Ruby cannot read the formula"
else
  say "SKIPPED the formula's syntax: there is no ruby here."
fi

# Targets of make, with the variables that the formula sets.
for target in $(sed -nE 's/.*system "make", "([a-z]+)".*/\1/p' "$formula") $(sed -nE 's/^RUN (.* )?make ([a-z]+)$/\2/p' "$recipe"); do
  make --dry-run "$target" SWIFT_FLAGS=--disable-sandbox >/dev/null || fail "there is no target $target"
done
make --dry-run build SWIFT_FLAGS=--disable-sandbox | grep -q -- '--disable-sandbox' \
  || fail "make does not pass SWIFT_FLAGS on"

# Scripts that the recipe runs.
while read -r script; do
  [ -x "$script" ] || fail "$recipe runs $script, which is not here"
done < <(grep -oE 'Packaging/[a-z]+\.sh' "$recipe" | sort -u)
cmp .containerignore .dockerignore || fail "the two lists of what an image leaves out differ"
say "recipes: ok"
