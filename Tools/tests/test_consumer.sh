#!/usr/bin/env bash
# Proves that another package can import GenreKit: by path, and by a version tag over git. Either way it must
# resolve no further package, build beside modules named like our folders, classify the demo clip, and
# still run after its binary has been moved and its build deleted.
#
# The tag exists in a temporary clone alone and is made of HEAD: by path tests what is on disk,
# by tag what is committed.
#
# Usage: Tools/tests/test_consumer.sh
set -euo pipefail
cd "$(dirname "$0")/../.."

root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
readonly root work clip=$root/Examples/demo.mp3

say() { printf 'consumer: %s\n' "$*"; }
fail() { printf 'consumer: %s\n' "$*" >&2; exit 1; }

# The consumer in folder $1, with its build in folder $2; $3 names the case.
check() {
  local package=$1 scratch=$2 name=$3 dependencies answer again
  # Caches of its own: the tag of the temporary clone must not outlive it in the user's.
  local options=(--package-path "$package" --scratch-path "$scratch" --cache-path "$work/cache"
    --security-path "$work/security")

  dependencies=$(swift package "${options[@]}" show-dependencies --format flatlist)
  [ "$dependencies" = "$4" ] || fail "$name: resolves '$(xargs <<<"$dependencies")', and '$4' alone was expected."

  swift build "${options[@]}" -c release
  answer=$("$scratch/release/Consumer" "$clip") || fail "$name: $answer"
  [[ $answer =~ ^"$clip: "[a-z]+\ [0-9]+\ %$ ]] || fail "$name: unexpected answer '$answer'."

  mkdir -p "$work/moved"
  mv "$scratch/release/Consumer" "$work/moved/consumer"
  if [[ $scratch == "$work"/* ]]; then rm -rf "$scratch" "$package"; fi
  again=$(cd / && "$work/moved/consumer" "$clip") || fail "$name, moved: $again"
  [ "$again" = "$answer" ] || fail "$name, moved: '$again' instead of '$answer'."

  if "$work/moved/consumer" "$work/absent.mp3" >"$work/output"; then fail "$name: a missing file went unnoticed."; fi
  say "$name: ok (${answer#"$clip: "})"
}

check "$root/Tests/Consumer" "$root/.build-importers" "by path" "$(basename "$root" | tr '[:upper:]' '[:lower:]')"

if ! git rev-parse --verify --quiet HEAD >/dev/null 2>&1; then
  say "by tag: skipped, this is no git checkout."
  exit 0
fi
[ -z "$(git status --porcelain)" ] || say "by tag: tests HEAD, without what is not yet committed."
git clone --quiet --bare . "$work/genre-classifier.git"
git -C "$work/genre-classifier.git" tag 99.0.0 HEAD
cp -R Tests/Consumer "$work/consumer"
rm -rf "$work/consumer/.build"
dependency=".package(url: \"file://$work/genre-classifier.git\", from: \"99.0.0\", traits: [])"
sed -i.bak "s|\.package(name:.*|$dependency|" "$work/consumer/Package.swift"
grep -qF "$dependency" "$work/consumer/Package.swift" || fail "by tag: the manifest of Tests/Consumer has changed."
check "$work/consumer" "$work/build" "by tag" genre-classifier
