#!/usr/bin/env bash
# Runs the tests of the targets that work on memory of their own, or on several threads, under Clang's sanitizers.
# Whatever one of them finds ends the run with an error.
#
# They are built as a package of their own, without the server and what it depends on, so that building does not take
# longer than testing; and in release mode, because the tests are numeric.
#
# Usage: Tools/tests/sanitize.sh [thread | address] [ARGUMENT OF swift test ...]     without a word: both
#        Tools/tests/sanitize.sh quick     what reads files, under the address sanitizer: a part of `make test`
set -euo pipefail
cd "$(dirname "$0")/../.."

readonly root=$PWD package=$PWD/.build-sanitize/package
sanitizers=(thread address)
case ${1:-} in
  quick)
    sanitizers=(address)
    set -- --filter 'GenreBaseTests|GenreAudioTests|Safetensors|DamagedInput'
    ;;
  thread | address)
    sanitizers=("$1")
    shift
    ;;
esac

Tools/setup/setup.sh build
mkdir -p "$package"
ln -sfn "$root/Sources" "$package/Sources"
ln -sfn "$root/Tests" "$package/Tests"
ln -sfn "$root/Examples" "$package/Examples"
cp Tools/tests/sanitize-package.swift "$package/Package.swift"

# What the process did not free at its end is not looked for: Swift's runtime keeps its tables.
export TSAN_OPTIONS=halt_on_error=1 ASAN_OPTIONS=detect_leaks=0
for sanitizer in "${sanitizers[@]}"; do
  echo "sanitize: $sanitizer"
  "${SWIFT:-swift}" test --package-path "$package" --scratch-path ".build-sanitize/$sanitizer" -c release \
    --sanitize "$sanitizer" --disable-xctest --skip SpeedTests "$@"
done
echo "sanitize: nothing found by: ${sanitizers[*]}"
