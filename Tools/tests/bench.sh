#!/usr/bin/env bash
# Builds Benchmarks/ and prints its table.
#
# Usage: Tools/tests/bench.sh quick    ours alone, about a minute on an idle machine; fails where a threshold is passed
#        Tools/tests/bench.sh build    builds it and does nothing more, so that `make test` finds what does not compile
#        Tools/tests/bench.sh full     all of it, beside the peers of Benchmarks/requirements.txt
#
# Further arguments go to the program: Tools/tests/bench.sh quick --only segments --only step-gru-8
set -euo pipefail
cd "$(dirname "$0")/../.."

readonly purpose=${1:-quick} peers=$PWD/.build-peers scratch=$PWD/.build-importers
[ $# -eq 0 ] || shift
Tools/setup/setup.sh build

# One package at a time: where one cannot be had, the others still can.
prepare_peers() {
  local wanted=Benchmarks/requirements.txt package
  cmp -s "$wanted" "$peers/installed.txt" && return 0
  [ -x "$peers/bin/python" ] || python3 -m venv "$peers" || return 0
  while read -r package; do
    case $package in '' | '#'*) continue ;; esac
    echo "bench: installing $package" >&2
    "$peers/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: "$package" >&2 </dev/null \
      || echo "bench: $package cannot be installed and will be absent." >&2
  done <"$wanted"
  cp "$wanted" "$peers/installed.txt"
}

build() {
  "${SWIFT:-swift}" build --package-path Benchmarks --scratch-path "$scratch" -c release --product GenreBenchmarks
}

options=(--clip Examples/demo.mp3 --peers Benchmarks/peers --command .build-command/release/genre-cli)
case $purpose in
  build)
    build
    exit 0
    ;;
  quick) options+=(--quick --check Benchmarks/thresholds.txt) ;;
  full)
    prepare_peers
    options+=(--python "$peers/bin/python" --check Benchmarks/thresholds.txt)
    ;;
  *)
    echo "bench: unknown purpose '$purpose': say quick, build or full." >&2
    exit 2
    ;;
esac
build
exec "$scratch/release/GenreBenchmarks" "${options[@]}" "$@"
