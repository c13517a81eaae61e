#!/usr/bin/env bash
# Fuzzes what reads the input of others, by libFuzzer, with the address sanitizer on all of it and the sanitizer of
# undefined behaviour on the kernels and FFmpeg's reader in C. A crash, an error of memory, an input that takes longer
# than 10 seconds or 2 GiB, and a broken promise (Fuzzing/Targets) are findings; the inputs are left in .build-fuzz/findings
# and the script fails. What was found interesting is kept in .build-fuzz/corpus, where the next run goes on; the number
# of inputs of each run is in .build-fuzz/counts.tsv.
#
# Usage: Tools/tests/fuzz.sh [SECONDS [TARGET ...]]     600 seconds, shared among all targets
#        Tools/tests/fuzz.sh quick     the made inputs and 2,000 more of each target: a part of `make test`
#        GENRE_FUZZ=TARGET .build-fuzz/build/release/genre-fuzz FILE     runs one input again
set -euo pipefail
cd "$(dirname "$0")/../.."

readonly targets="sniffer wave mpeg flac ogg sndfile foreign multipart safetensors model csv lists frames"
readonly root=$PWD folder=$PWD/.build-fuzz program=$PWD/.build-fuzz/build/release/genre-fuzz
duration=${1:-600}
if [ $# -gt 0 ]; then shift; fi
[ $# -gt 0 ] || read -ra words <<<"$targets"
[ $# -gt 0 ] || set -- "${words[@]}"
case $duration in
  quick) ;;
  '' | *[!0-9]*)
    echo "fuzz: '$duration' is not a number of seconds; say a number or quick." >&2
    exit 64
    ;;
esac

# Only Linux's toolchain brings libFuzzer.
if [ "$(uname -s)" != Linux ] || ! command -v python3 >/dev/null; then
  echo "fuzz: SKIPPED: it needs Linux and python3."
  exit 0
fi

build() {
  mkdir -p "$folder/package"
  ln -sfn "$root/Sources" "$folder/package/Sources"
  ln -sfn "$root/Fuzzing/Targets" "$folder/package/Targets"
  cmp -s Fuzzing/Package.swift "$folder/package/Package.swift" || cp Fuzzing/Package.swift "$folder/package/Package.swift"
  # The compiler obeys the last word about sanitizers alone; gold cannot link the result.
  "${SWIFT:-swift}" build --package-path "$folder/package" --scratch-path "$folder/build" -c release \
    --product genre-fuzz --sanitize address --sanitize fuzzer -Xswiftc -sanitize=address,fuzzer \
    -Xswiftc -enable-testing -Xswiftc -use-ld=lld \
    -Xcc -fsanitize=undefined -Xcc -fno-sanitize-recover=undefined
}

# Fuzzes one target: a line about it, and its log beside the corpus.
fuzz() {
  local target=$1 log=$folder/log/$1.txt status=0
  mkdir -p "$folder/corpus/$target" "$folder/log" "$folder/findings"
  # What the process did not free at its end is not looked for: Swift's runtime keeps its tables.
  ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 GENRE_FUZZ=$target GENRE_FUZZ_SCRATCH=$scratch \
    "$program" -rss_limit_mb=2048 -max_len=20000 -print_final_stats=1 \
    -artifact_prefix="$folder/findings/$target-" "${limit[@]}" \
    "$folder/corpus/$target" "$folder/seeds/$target" >"$log" 2>&1 </dev/null || status=$?
  local count
  count=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  printf '%s\t%s\t%s\n' "$(date +%F)" "$target" "${count:-0}" >>"$folder/counts.tsv"
  echo "fuzz: $target: ${count:-?} inputs$([ $status = 0 ] || echo ", FOUND: see $log and $folder/findings")"
  return $status
}

Tools/setup/setup.sh build
build
rm -rf "$folder/seeds"
python3 Tools/tests/make_fuzz_corpus.py "$folder/seeds"
scratch=$(mktemp -d "$([ -w /dev/shm ] && echo /dev/shm || echo "${TMPDIR:-/tmp}")/genre-fuzz.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

if [ "$duration" = quick ]; then
  # The time of an input is that of the clock: on a machine with other work 10 seconds are soon over.
  limit=(-runs=2000 -max_total_time=20 -timeout=120 -seed=1)
else
  each=$((duration / $#))
  limit=(-max_total_time=$((each > 0 ? each : 1)) -timeout=10)
fi
failures=0
for target in "$@"; do fuzz "$target" || failures=$((failures + 1)); done
[ "$failures" = 0 ] || exit 1
echo "fuzz: nothing found in: $*"
