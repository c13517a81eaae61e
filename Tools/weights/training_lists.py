#!/usr/bin/env python3
"""Makes the lists, the label map and the teacher's soft targets that the bundled models are trained with.

    python Tools/weights/training_lists.py DATA OUT [--wide] [--folds 3] [--seed 2]        (pip: numpy, safetensors)

DATA holds audio/labels.csv (file, label, artist, source), audio/map.csv, audio/other/labels.csv,
audio/unlabelled/labels.csv (file, guess, confidence, source) and teacher/ (see CONTRIBUTING.md). OUT then holds

    map.csv                 which genres each label means; nothing: none of them; ?: nobody knows
    labelled.csv            the labelled recordings
    further.csv             music outside the genres, and recordings without a label
    labelled-inK.csv, labelled-outK.csv, further-inK.csv     fold K kept out
    guessed-outK.csv        of the recordings without a certain label, those of fold K with a genre as a guess
    teacher.safetensors     for each recording [windows x (genres + none)], windows of ten seconds; without the
                            recordings of blues that the teacher takes for something else

With --wide the lists are those of the model `wide`, which knows four genres more (FURTHER_GENRES).

A fold keeps artists of one source of labelled recordings out, sources that are small altogether in fold 0, and whole
sources of the recordings without a label: a gain on one source that is lost on another is seen.
"""
import argparse
import collections
import csv
import json
import pathlib
import sys

import numpy as np
from safetensors import safe_open

import artist_folds

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "convert"))
import safetensors_writer

# Kinds of music of AudioSet that are none of the ten genres.
OTHER_MUSIC = [
    "Soul music", "Rhythm and blues", "Funk", "Folk music", "Middle Eastern music", "Electronic music", "House music",
    "Techno", "Dubstep", "Drum and bass", "Electronica", "Electronic dance music", "Ambient music", "Trance music",
    "Music of Latin America", "Salsa music", "Flamenco", "Music for children", "New-age music", "Vocal music",
    "A capella", "Music of Africa", "Afrobeat", "Christian music", "Gospel music", "Music of Asia", "Carnatic music",
    "Music of Bollywood", "Ska", "Traditional music", "Lullaby", "Soundtrack music", "Video game music",
    "Christmas music"]
# The genres that `wide` knows beside the ten, with the kinds of music of AudioSet that they are.
FURTHER_GENRES = {
    "ambient": ["Ambient music", "New-age music"],
    "electronic": ["Electronic music", "House music", "Techno", "Dubstep", "Drum and bass", "Electronica",
                   "Electronic dance music", "Trance music"],
    "latin": ["Music of Latin America", "Salsa music", "Flamenco"],
    "soul": ["Soul music", "Rhythm and blues", "Funk"]}
# What the lists of the data call them, by (what, source) or what; None: nobody knows.
FURTHER_LABELS = {
    ("electronic", "magnatune"): "ambient_or_electronic", "electronic": "electronic", "triphop": "electronic",
    "newage": "ambient", "ambient": "ambient", "soul/r&b/funk": "soul", "soul": "soul", "rnb": "soul", "funk": "soul",
    "latin/flamenco/salsa": "latin", "latin": "latin", "mpb/bossa": "latin", "reggaeton": "latin",
    "": None, "unclear": None, "gospel": None, "industrial/avant": None, "lofi": None}
# Taken off the logit of other music: with 0 the teacher finds it in one in five recordings that have a genre.
OTHER_MUSIC_OFFSET = 1.0
# The fraction that the genres keep where a recording is known to be of none of them.
GENRES_OF_OTHER_MUSIC = 0.15
# Genres that the teacher hardly knows: it finds blues in 4 of 23 recordings. Where it contradicts such a label, the
# label alone is learnt.
POORLY_KNOWN = {"blues"}
# A source of labelled recordings below this fraction is kept out as a whole.
SMALL_SOURCE = 0.25


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write(path, rows, root):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["file", "label"])
        writer.writerows([(root / row["file"]).resolve(), row["label"]] for row in rows)


class Teacher:
    """What EfficientAT says of recordings, as probabilities."""

    def __init__(self, folder, further):
        self.file = safe_open(folder / "mn04.safetensors", "np")
        names = [row["class"] for row in read(folder / "classes.csv")]
        index = {name: position for position, name in enumerate(names)}
        genres = json.loads((folder / "genres.json").read_text()) | further
        self.genres = sorted(genres)
        self.columns = [[index[name] for name in genres[genre]] for genre in self.genres]
        told = {name for names in further.values() for name in names}
        self.other = [index[name] for name in OTHER_MUSIC if name not in told]

    def best(self, name):
        """The genre that it finds most probable over the whole recording."""
        return self.genres[int(self.probabilities(name, "genre")[:, :-1].mean(0).argmax())]

    def probabilities(self, name, kind):
        """[windows x (genres + none)]; kind: "genre", "other" or "unknown", what is known of the recording."""
        logits = self.file.get_tensor(f"{name}/logits").astype(np.float64)
        values = np.stack([logits[:, columns].max(1) for columns in self.columns], 1)
        other = logits[:, self.other].max(1, keepdims=True) - OTHER_MUSIC_OFFSET
        if kind == "unknown":
            return softmax(np.concatenate([values, other], 1))
        genres = GENRES_OF_OTHER_MUSIC if kind == "other" else 1
        rows = softmax(values) * genres
        return np.concatenate([rows, np.full((len(rows), 1), 1 - genres)], 1)


def softmax(values):
    exponentials = np.exp(values - values.max(1, keepdims=True))
    return exponentials / exponentials.sum(1, keepdims=True)


def other_label(what, source, is_wide):
    """The label of music outside the ten genres: one of the further genres, where they are asked for and it is one."""
    if not is_wide:
        return "other"
    label = FURTHER_LABELS.get((what, source), FURTHER_LABELS.get(what, "other"))
    return "unlabelled" if label is None else label


def guessed_label(row, is_wide):
    """The label of a recording without a certain one: the guess where it is sure, otherwise nobody knows."""
    if row["confidence"] != "high" or "_or_other" in row["guess"]:
        return "unlabelled"
    if row["guess"].startswith("other:"):
        return other_label(row["guess"].removeprefix("other:"), row["source"], is_wide)
    return row["guess"]


def deal_sources(rows, count):
    """A fold for each source, the largest first, each to the smallest fold."""
    sizes = collections.Counter(row["source"] for row in rows)
    totals, fold_of = [0] * count, {}
    for source, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        fold_of[source] = totals.index(min(totals))
        totals[fold_of[source]] += size
    return fold_of


def labelled_folds(rows, count, seed):
    """The rows of each fold: artists of large sources, small sources as a whole in the first."""
    sizes = collections.Counter(row["source"] for row in rows)
    small = {source for source, size in sizes.items() if size < SMALL_SOURCE * len(rows)}
    folds = artist_folds.deal([row for row in rows if row["source"] not in small], count, seed)
    folds[0] = folds[0] + [row for row in rows if row["source"] in small]
    return folds


def label_map(audio, labels):
    """Rows of label and genres: those of the data, sets as they are spelt, and what is none or unknown."""
    rows = {row["label"]: row["genres"] for row in read(audio / "map.csv")}
    for label in sorted(labels):
        if "_or_" in label and label not in rows:
            rows[label] = label.replace("_or_", ";")
    rows.update({"other": "", "speech": "", "noise": "", "tones": "", "unlabelled": "?"})
    return rows


def write_teacher(path, teacher, recordings):
    tensors = {}
    for name, kind in recordings:
        key = name.rsplit("/", 1)[-1]
        assert key not in tensors, f"{key} stands for two recordings"
        tensors[key] = teacher.probabilities(name, kind).astype(np.float32)
    metadata = {"format": "genre-teacher/1", "labels": json.dumps(teacher.genres + ["none"]), "windowDuration": "10"}
    safetensors_writer.write(path, tensors, metadata)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--wide", action="store_true")
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=2)
    arguments = parser.parse_args()
    audio, out = arguments.data / "audio", arguments.out
    out.mkdir(parents=True, exist_ok=True)

    labelled = read(audio / "labels.csv")
    other = [
        dict(row, file=f"other/{row['file']}", label=other_label(row["what"], row["source"], arguments.wide))
        for row in read(audio / "other/labels.csv")]
    unlabelled = [
        dict(row, file=f"unlabelled/{row['file']}", label=guessed_label(row, arguments.wide))
        for row in read(audio / "unlabelled/labels.csv")]

    write(out / "labelled.csv", labelled, audio)
    write(out / "further.csv", other + unlabelled, audio)
    fold_of = deal_sources(unlabelled, arguments.folds)
    other_folds = artist_folds.deal(other, arguments.folds, arguments.seed)
    for index, fold in enumerate(labelled_folds(labelled, arguments.folds, arguments.seed)):
        kept_out = {id(row) for row in fold}
        write(out / f"labelled-in{index}.csv", [row for row in labelled if id(row) not in kept_out], audio)
        for source in sorted({row["source"] for row in fold}):
            write(out / f"labelled-out{index}-{source}.csv", [row for row in fold if row["source"] == source], audio)
        kept_in = [row for number, rows in enumerate(other_folds) if number != index for row in rows]
        write(out / f"further-in{index}.csv",
              kept_in + [row for row in unlabelled if fold_of[row["source"]] != index], audio)
        write(out / f"other-out{index}.csv", other_folds[index], audio)
        write(out / f"guessed-out{index}.csv",
              [row for row in unlabelled
               if fold_of[row["source"]] == index and row["label"] not in ("other", "unlabelled")], audio)

    rows = label_map(audio, {row["label"] for row in labelled + other + unlabelled})
    with open(out / "map.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["label", "genres"])
        writer.writerows(rows.items())

    teacher = Teacher(arguments.data / "teacher", FURTHER_GENRES if arguments.wide else {})
    believed = [
        row for row in labelled
        if row["label"] not in POORLY_KNOWN or teacher.best(row["file"]) == row["label"]]
    kinds = {"other": "other", "unlabelled": "unknown"}
    write_teacher(
        out / "teacher.safetensors", teacher,
        [(row["file"], kinds.get(row["label"], "genre")) for row in believed + other + unlabelled])
    print(f"{out}: {len(labelled)} labelled recordings, {len(other)} of other music, {len(unlabelled)} without a label")


if __name__ == "__main__":
    main()
