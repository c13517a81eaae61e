#!/usr/bin/env bash
# Makes both sets of weights of the model `best` from the data, start to end: one to be measured, which has seen the
# clips of the published partition's training and validation sides and nothing else, and one to be shipped, which has
# seen all there is. About three hours on two cores; after a stop the same command goes on where it was.
#
# Usage: Tools/train_best.sh DATA WORK
#   DATA   holds gtzan/mel/GENRE.safetensors, gtzan/splits/{train,valid}*.txt and audio/wild/labels.csv
#          (see CONTRIBUTING.md)
#   WORK   a folder for caches, checkpoints and results: best-measured.safetensors and best.safetensors
#
# Needs espeak-ng (apt), and numpy, scipy and safetensors for Python.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ $# -ne 2 ]; then sed -n '2,12s/^# \{0,1\}//p' "$0" >&2; exit 64; fi
data=$(realpath "$1")
mkdir -p "$2"
work=$(realpath "$2")
python=${PYTHON:-python3}
map=$PWD/Tools/best_labels.csv
make build
cli=$PWD/.build-command/release/genre-cli

# Runs a training unless it is done, and goes on with one that was stopped.
train() {
  local output=$1 resume=()
  shift
  if [ -e "$output" ]; then return; fi
  if [ -e "$output.checkpoint" ]; then resume=(--resume); fi
  "$cli" train "$@" --recipe convolutional --split track --validation 0 --output "$output" "${resume[@]}"
}

if [ ! -e "$work/all.safetensors" ]; then
  "$python" Tools/gtzan_cache.py "$data/gtzan/mel" "$work/all.safetensors" --kind mel --float16
fi
if [ ! -e "$work/partition.safetensors" ]; then
  lists=()
  for list in "$data"/gtzan/splits/{train,valid}*.txt; do lists+=(--list "$list"); done
  "$python" Tools/gtzan_cache.py "$data/gtzan/mel" "$work/partition.safetensors" --kind mel --float16 "${lists[@]}"
fi
if [ ! -e "$work/out-of-scope.safetensors" ]; then
  "$python" Tools/make_out_of_scope.py "$work/out-of-scope" --count 24 --seed 1
  "$cli" features "$work/out-of-scope" --kind mel --cache "$work/out-of-scope.safetensors"
fi
"$python" Tools/artist_folds.py "$data/audio/wild/labels.csv" "$work/folds" --count 3
for part in all in0 in1; do
  if [ ! -e "$work/wild-$part.safetensors" ]; then
    "$cli" features "$work/folds/$part.csv" --kind mel --cache "$work/wild-$part.safetensors"
  fi
done

# To be measured: nothing but the partition.
train "$work/measured-raw.safetensors" "$work/partition.safetensors" --networks 3 --epochs 80 --name best-measured
"$cli" calibrate "$work/measured-raw.safetensors" --data "$work/folds/all.csv" --map "$map" \
  --output "$work/best-measured.safetensors"

# How well it does elsewhere, and how sure it may be: two of three folds of the recordings from elsewhere.
for fold in 0 1; do
  train "$work/fold$fold.safetensors" "$work/all.safetensors" --also "$work/wild-in$fold.safetensors:3" \
    --also "$work/out-of-scope.safetensors" --map "$map" --epochs 60
  "$cli" evaluate "$work/fold$fold.safetensors" --data "$work/folds/out$fold.csv" --map "$map"
done

# To be shipped.
train "$work/shipped-raw.safetensors" "$work/all.safetensors" --also "$work/wild-all.safetensors:3" \
  --also "$work/out-of-scope.safetensors" --map "$map" --networks 3 --epochs 70 --name best
"$cli" calibrate "$work/shipped-raw.safetensors" --map "$map" \
  --data "$work/folds/out0.csv" --heard-by "$work/fold0.safetensors" \
  --data "$work/folds/out1.csv" --heard-by "$work/fold1.safetensors" \
  --output "$work/best.safetensors"
