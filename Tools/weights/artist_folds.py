#!/usr/bin/env python3
"""Deals labelled recordings out into folds so that no artist is in two of them and each genre is in all alike.

    python Tools/weights/artist_folds.py labels.csv folds/ [--count 3] [--seed 2]

labels.csv has the columns file, label and artist; files are relative to its folder. The folder then holds, for each
fold, `out0.csv` (the fold) and `in0.csv` (all others), with the columns file (absolute) and label, as
`genre-cli features` and `genre-cli evaluate` read them, and `all.csv`. The largest groups are dealt first, each to the
fold that has the fewest of its genres; equal ones in the order of a shuffle by the seed.
"""
import argparse
import collections
import csv
import pathlib
import random


def deal(rows, count, seed):
    """The rows of each fold."""
    groups = collections.defaultdict(list)
    for row in rows:
        groups[row["artist"]].append(row)
    folds = [[] for _ in range(count)]
    labels = [collections.Counter() for _ in range(count)]
    artists = sorted(groups)
    random.Random(seed).shuffle(artists)
    for artist in sorted(artists, key=lambda name: -len(groups[name])):
        rows_of = groups[artist]
        fold = min(range(count), key=lambda k: (sum(labels[k][row["label"]] for row in rows_of), len(folds[k])))
        folds[fold] += rows_of
        labels[fold].update(row["label"] for row in rows_of)
    return folds


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("labels", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=3)
    parser.add_argument("--seed", type=int, default=2)
    arguments = parser.parse_args()
    with open(arguments.labels, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    arguments.folder.mkdir(parents=True, exist_ok=True)

    def write(name, rows_of):
        with open(arguments.folder / name, "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["file", "label"])
            for row in rows_of:
                writer.writerow([(arguments.labels.parent / row["file"]).resolve(), row["label"]])

    folds = deal(rows, arguments.count, arguments.seed)
    write("all.csv", rows)
    for index, fold in enumerate(folds):
        write(f"out{index}.csv", fold)
        write(f"in{index}.csv", [row for other in folds if other is not fold for row in other])
    print(f"{arguments.folder}: {', '.join(str(len(fold)) for fold in folds)} of {len(rows)} recordings")


if __name__ == "__main__":
    main()
