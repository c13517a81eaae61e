#!/usr/bin/env bash
# Makes the weights of the model `best` from the data: one set to be measured, which has seen the clips of the published
# partition's training and validation sides and nothing else, and one to be shipped, which has seen all there is and
# learns from a teacher besides. One fold without a third of the artists, a source of labelled recordings and a third of
# the sources of the others says how good the recipe is, and how sure it may be. After a stop the same command goes on
# where it was. AVX2 and AVX-512 round sums differently, and so make other networks.
#
# Usage: Tools/train_best.sh DATA WORK
#   DATA   holds gtzan/mel/GENRE.safetensors, gtzan/splits/{train,valid}*.txt, audio/ and teacher/ (see CONTRIBUTING.md)
#   WORK   a folder for caches, checkpoints and results: best-measured.safetensors and best.safetensors, with the
#          figures for their cards
#
# Needs espeak-ng (apt), and numpy, scipy and safetensors for Python.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ $# -ne 2 ]; then sed -n '2,14s/^# \{0,1\}//p' "$0" >&2; exit 64; fi
data=$(realpath "$1")
mkdir -p "$2"
work=$(realpath "$2")
python=${PYTHON:-python3}
tools=$PWD/Tools
make build
cli=$PWD/.build-command/release/genre-cli
# Relative names from here on: the models tell the command that made them.
cd "$work"

# Runs a training unless it is done, and goes on with one that was stopped.
train() {
  local output=$1 resume=()
  shift
  if [ -e "$output" ]; then return; fi
  if [ -e "$output.checkpoint" ]; then resume=(--resume); fi
  "$cli" train "$@" --recipe convolutional --split track --validation 0 --output "$output" "${resume[@]}"
}

# Makes a cache of mel spectrograms unless it is there.
cache() { if [ ! -e "$2" ]; then "$cli" features "$1" --kind mel --cache "$2"; fi; }

if [ ! -e all.safetensors ]; then
  "$python" "$tools/gtzan_cache.py" "$data/gtzan/mel" all.safetensors --kind mel --float16
fi
if [ ! -e partition.safetensors ]; then
  lists=()
  for list in "$data"/gtzan/splits/{train,valid}*.txt; do lists+=(--list "$list"); done
  "$python" "$tools/gtzan_cache.py" "$data/gtzan/mel" partition.safetensors --kind mel --float16 "${lists[@]}"
fi
if [ ! -e out-of-scope.safetensors ]; then
  "$python" "$tools/make_out_of_scope.py" out-of-scope --count 24 --seed 1
fi
"$python" "$tools/training_lists.py" "$data" .
cache out-of-scope out-of-scope.safetensors
for list in labelled further labelled-in0 further-in0; do cache "$list.csv" "$list.safetensors"; done

# To be measured: nothing but the partition.
train measured-raw.safetensors partition.safetensors --networks 3 --epochs 130 --name best-measured
"$cli" calibrate measured-raw.safetensors --data labelled.csv --map map.csv --half --precision 0.9 \
  --card ModelCard-best-measured.md --output best-measured.safetensors

# How well it does elsewhere, and how sure it may be: what the fold keeps out, source by source.
train fold0.safetensors all.safetensors --also labelled-in0.safetensors:3 --also further-in0.safetensors \
  --also out-of-scope.safetensors --map map.csv --teacher teacher.safetensors --epochs 40
for list in labelled-out0-allmusic labelled-out0-magnatune guessed-out0; do
  "$cli" evaluate fold0.safetensors --data "$list.csv" --map map.csv
done

# To be shipped: 40 epochs from random weights, and 22 from those.
more=(all.safetensors --also labelled.safetensors:2 --also further.safetensors --also out-of-scope.safetensors
  --map map.csv --teacher teacher.safetensors)
train shipped-first.safetensors "${more[@]}" --epochs 40 --seed 1
train shipped-raw.safetensors "${more[@]}" --start-from shipped-first.safetensors --epochs 22 --learning-rate 0.001 \
  --seed 2 --name best
"$cli" calibrate shipped-raw.safetensors --map map.csv --half --precision 0.9 --each-source --out-of-scope-rate 0.14 \
  --data labelled-out0-allmusic.csv --heard-by fold0.safetensors \
  --data labelled-out0-magnatune.csv --heard-by fold0.safetensors \
  --data other-out0.csv --heard-by fold0.safetensors \
  --card ModelCard-best.md --output best.safetensors
