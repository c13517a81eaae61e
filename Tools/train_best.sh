#!/usr/bin/env bash
# Makes both sets of weights of the model `best` from the data, start to end: one to be measured, which has seen the
# clips of the published partition's training and validation sides and nothing else, and one to be shipped, which has
# seen all there is. Going by the time of an epoch, about three hours on two cores with AVX-512 and twice that with AVX2,
# where the last bits differ and so the networks do; after a stop the same command goes on where it was.
#
# Usage: Tools/train_best.sh DATA WORK
#   DATA   holds gtzan/mel/GENRE.safetensors, gtzan/splits/{train,valid}*.txt and audio/wild/labels.csv
#          (see CONTRIBUTING.md)
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
cp "$tools/best_labels.csv" .

# Runs a training unless it is done, and goes on with one that was stopped.
train() {
  local output=$1 resume=()
  shift
  if [ -e "$output" ]; then return; fi
  if [ -e "$output.checkpoint" ]; then resume=(--resume); fi
  "$cli" train "$@" --recipe convolutional --split track --validation 0 --output "$output" "${resume[@]}"
}

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
  "$cli" features out-of-scope --kind mel --cache out-of-scope.safetensors
fi
"$python" "$tools/artist_folds.py" "$data/audio/wild/labels.csv" folds --count 3
for part in all in0 in1 in2; do
  if [ ! -e "wild-$part.safetensors" ]; then
    "$cli" features "folds/$part.csv" --kind mel --cache "wild-$part.safetensors"
  fi
done

# To be measured: nothing but the partition.
train measured-raw.safetensors partition.safetensors --networks 3 --epochs 130 --name best-measured
"$cli" calibrate measured-raw.safetensors --data folds/all.csv --map best_labels.csv --half --precision 0.9 \
  --card ModelCard-best-measured.md --output best-measured.safetensors

# How well it does elsewhere, and how sure it may be: three folds of the recordings from elsewhere.
for fold in 0 1 2; do
  train "fold$fold.safetensors" all.safetensors --also "wild-in$fold.safetensors:3" \
    --also out-of-scope.safetensors --map best_labels.csv --networks 2 --epochs 130
  "$cli" evaluate "fold$fold.safetensors" --data "folds/out$fold.csv" --map best_labels.csv
done

# To be shipped.
train shipped-raw.safetensors all.safetensors --also "wild-all.safetensors:3" \
  --also out-of-scope.safetensors --map best_labels.csv --networks 3 --epochs 130 --name best
"$cli" calibrate shipped-raw.safetensors --map best_labels.csv --half --precision 0.9 --out-of-scope-above 0.3 \
  --data folds/out0.csv --heard-by fold0.safetensors \
  --data folds/out1.csv --heard-by fold1.safetensors \
  --data folds/out2.csv --heard-by fold2.safetensors \
  --card ModelCard-best.md --output best.safetensors
