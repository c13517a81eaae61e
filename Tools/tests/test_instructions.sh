#!/usr/bin/env bash
# Counts the instructions of every kernel on the path that any processor can run, under valgrind's callgrind, and
# fails where one has become more than a tenth dearer than Tests/InstructionCounts/ARCHITECTURE.txt says. Counts are
# the same on a busy machine as on an idle one, which times are not.
#
# Usage: Tools/tests/test_instructions.sh             compare
#        Tools/tests/test_instructions.sh --record    write the counts down, after a change that is meant
set -euo pipefail
cd "$(dirname "$0")/../.."

architecture=$(uname -m)
readonly architecture
readonly expected=Tests/InstructionCounts/$architecture.txt tolerance=1.10

skip() { echo "instruction counts: skipped, $*."; exit 0; }
command -v valgrind >/dev/null || skip "there is no valgrind"
[ -e "$expected" ] || [ "${1:-}" = --record ] || skip "none were recorded for $architecture"

# The compiler that Swift comes with, because that is the one that compiles the package.
swift=$(command -v "${SWIFT:-swift}")
compiler=$(dirname "$(readlink -f "$swift")")/clang
[ -x "$compiler" ] || compiler=clang
command -v "$compiler" >/dev/null || skip "there is no clang"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$compiler" -std=gnu2x -O2 -g0 -DGENRE_PORTABLE -ISources/CGenreKernels/include -ISources/CGenreKernels/net \
  -ISources/CGenreKernels/dsp Sources/CGenreKernels/*/*.c Tests/InstructionCounts/counts.c -lm -o "$work/counts"
valgrind --tool=callgrind --instr-atstart=no --callgrind-out-file="$work/out" "$work/counts" 2>"$work/log" \
  || { cat "$work/log" >&2; exit 1; }

# Each dump names what was counted, and its total.
awk '/^desc: Trigger: Client Request: / { name = $NF }
     /^(totals|summary): / && name != "" { print name, $2; name = "" }' "$work"/out.* | sort >"$work/counts.txt"
[ -s "$work/counts.txt" ] || { echo "instruction counts: callgrind counted nothing." >&2; exit 1; }

if [ "${1:-}" = --record ]; then
  cp "$work/counts.txt" "$expected"
  echo "instruction counts: written to $expected."
  exit 0
fi
awk -v tolerance="$tolerance" '
  NR == FNR { most[$1] = $2; next }
  { seen[$1] = 1 }
  !($1 in most) { print "  " $1 ": " $2 ", and no count is recorded"; bad++; next }
  $2 > most[$1] * tolerance { print "  " $1 ": " $2 " instructions, " most[$1] " were recorded"; bad++ }
  $2 * tolerance < most[$1] { print "  " $1 ": only " $2 " of " most[$1] "; record it, so that it stays (--record)" }
  END {
    for (name in most) if (!(name in seen)) { print "  " name ": was not counted"; bad++ }
    exit bad > 0
  }' "$expected" "$work/counts.txt" \
  || { echo "instruction counts: dearer than $expected allows (above); where that is meant, say --record." >&2; exit 1; }
echo "instruction counts: all $(wc -l <"$expected") kernels within a tenth of $expected."
