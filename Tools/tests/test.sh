#!/usr/bin/env bash
# Everything that `make test` does: the set-up, the kernels' instruction counts, the build, the package's own tests in
# release mode (numeric code is up to hundreds of times slower without optimisation), the running server and its page
# in a browser, and the packages that import this one: Tests/Consumer and
# Benchmarks. Last, a part of the tests under the address sanitizer and a short pass of the fuzzers; `make sanitize` and
# `make fuzz` do more.
#
# Usage: Tools/tests/test.sh [ARGUMENT OF swift test ...]     for example: Tools/tests/test.sh --filter GRUNetTests
set -euo pipefail
cd "$(dirname "$0")/../.."

began=$SECONDS
Tools/setup/setup.sh test
if [ ! -d "${GENRE_DATA:-../shared/data}" ]; then
  echo "test: no data at GENRE_DATA (${GENRE_DATA:-../shared/data}): the tests on real recordings will be skipped."
fi

# A Python for the tests that run a converter; they are skipped where there is none.
if [ -z "${GENRE_PYTHON:-}" ] && [ -x .venv/bin/python ]; then export GENRE_PYTHON=$PWD/.venv/bin/python; fi

# Quick, and needs no build of the package.
if [ $# -eq 0 ]; then
  make --no-print-directory lint
  if command -v python3 >/dev/null; then
    python3 Tools/checks/folder_order.py
    python3 Tools/checks/layout.py
  else
    echo "test: SKIPPED the order of the folders and the layout of the tests: there is no python3 here."
  fi
  Tools/tests/test_instructions.sh
fi

swift build -c release --build-tests
if [ $# -eq 0 ] && command -v python3 >/dev/null; then python3 Tools/checks/swift_examples.py; fi
run_tests() { swift test -c release --skip-build --disable-xctest "$@"; }
if [ $# -gt 0 ]; then
  run_tests "$@"
else
  # The server's tests watch the clock; beside tests that keep every core busy for a minute they would see it run out.
  run_tests --skip GenreWebTests --skip SpeedTests
  run_tests --filter GenreWebTests
  # Speed is measured alone: the others take the caches that the work needs.
  run_tests --filter SpeedTests
  # The server as it is built, and its page in a browser.
  Tools/tests/test_web.sh
  if command -v python3 >/dev/null; then python3 Tools/docs/make_pictures.py --check; fi
  Tools/docs/docs.sh
  Tests/Packaging/test_bundle.sh
  Tests/Packaging/test_deb.sh
  Tests/Packaging/test_recipes.sh
  Tools/tests/test_spark.sh
  if [ -x .venv-beets/bin/python ]; then
    .venv-beets/bin/python Tests/Beets/test_beets.py
    # With mutagen, which comes with beets.
    .venv-beets/bin/python Tests/Tags/test_tags.py
  else
    echo "test: SKIPPED the plugin for beets, and tags as other programs read them: .venv-beets is not here."
  fi
fi
# The packages beside this one, which import it. They share a folder of built files.
Tools/tests/test_consumer.sh
if [ $# -eq 0 ]; then
  Tools/tests/bench.sh build
  Tools/tests/sanitize.sh quick
  Tools/tests/fuzz.sh quick
fi
echo "test: all tests passed in $(((SECONDS - began + 59) / 60)) min: the package's own, and those of a package that imports it."
