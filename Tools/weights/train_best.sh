#!/usr/bin/env bash
# Makes the weights of the model `best` from the data: one set to be measured, which has seen the clips of the published
# partition's training and validation sides and nothing else, and one to be shipped, which has seen all there is and
# learns from a teacher besides. One fold without a third of the artists, a source of labelled recordings and a third of
# the sources of the others says how good the recipe is, and how sure it may be. After a stop the same command goes on
# where it was. AVX2 and AVX-512 round sums differently, and so make other networks.
#
# Usage: Tools/weights/train_best.sh DATA WORK
#   DATA   holds gtzan/mel/GENRE.safetensors, gtzan/splits/{train,valid}*.txt, audio/ and teacher/ (see CONTRIBUTING.md)
#   WORK   a folder for caches, checkpoints and results: best-measured.safetensors and best.safetensors, with the
#          figures for their cards
#
# Needs espeak-ng and ffmpeg (apt), and numpy, scipy and safetensors for Python.
set -euo pipefail
cd "$(dirname "$0")/../.."
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
  "$python" "$tools/convert/gtzan_cache.py" "$data/gtzan/mel" all.safetensors --kind mel --float16
fi
if [ ! -e partition.safetensors ]; then
  lists=()
  for list in "$data"/gtzan/splits/{train,valid}*.txt; do lists+=(--list "$list"); done
  "$python" "$tools/convert/gtzan_cache.py" "$data/gtzan/mel" partition.safetensors --kind mel --float16 "${lists[@]}"
fi
if [ ! -e out-of-scope.safetensors ]; then
  "$python" "$tools/weights/make_out_of_scope.py" out-of-scope --count 24 --seed 1
fi
"$python" "$tools/weights/training_lists.py" "$data" .
cache out-of-scope out-of-scope.safetensors
for list in labelled further labelled-in0 further-in0; do cache "$list.csv" "$list.safetensors"; done
# The labelled recordings again, as low bit rates and rooms make them.
for list in labelled labelled-in0; do
  "$python" "$tools/weights/make_changed_copies.py" "$list.csv" copies --list "$list-copies.csv"
  cache "$list-copies.csv" "$list-copies.safetensors"
done

# To be measured: nothing but the partition.
train measured-raw.safetensors partition.safetensors --networks 3 --epochs 130 --name best-measured
"$cli" calibrate measured-raw.safetensors --data labelled.csv --map map.csv --half --precision 0.9 \
  --card ModelCard-best-measured.md --output best-measured.safetensors

# Trains in five parts, from random weights on, the last three with mixup, the last one with the copies. Arguments: the
# output's name, the labelled and the further clips, epochs and learning rate of the second part and of the third, the
# model's name.
parts() {
  local name=$1 labelled=$2 further=$3 rest=(--also out-of-scope.safetensors --map map.csv --teacher teacher.safetensors)
  local once=(all.safetensors --also "$labelled.safetensors:2" --also "$further.safetensors" "${rest[@]}")
  local twice=(all.safetensors --also "$labelled.safetensors:2" --also "$further.safetensors:2" "${rest[@]}")
  train "$name-first.safetensors" "${once[@]}" --epochs 40 --seed 1
  train "$name-second.safetensors" "${once[@]}" --start-from "$name-first.safetensors" --epochs "$4" --learning-rate "$5" \
    --seed 2
  train "$name-third.safetensors" "${twice[@]}" --start-from "$name-second.safetensors" --epochs "$6" \
    --learning-rate "$7" --mixing 0.5 --seed 3
  train "$name-fourth.safetensors" "${twice[@]}" --start-from "$name-third.safetensors" --epochs 25 \
    --learning-rate 0.0015 --mixing 0.5 --seed 5
  train "$name.safetensors" "${twice[@]}" --also "$labelled-copies.safetensors:2" --start-from "$name-fourth.safetensors" \
    --epochs 40 --learning-rate 0.002 --mixing 0.5 --seed 7 --name "$8"
}

# How well it does elsewhere, and how sure it may be: what the fold keeps out, source by source.
parts fold0 labelled-in0 further-in0 80 0.002 25 0.0015 fold0
for list in labelled-out0-allmusic labelled-out0-magnatune guessed-out0; do
  "$cli" evaluate fold0.safetensors --data "$list.csv" --map map.csv
done

# To be shipped.
parts shipped labelled further 22 0.001 80 0.002 best
"$cli" calibrate shipped.safetensors --map map.csv --half --precision 0.93 --each-source --out-of-scope-rate 0.14 \
  --data labelled-out0-allmusic.csv --heard-by fold0.safetensors \
  --data labelled-out0-magnatune.csv --heard-by fold0.safetensors \
  --data other-out0.csv --heard-by fold0.safetensors \
  --card ModelCard-best.md --output best.safetensors
