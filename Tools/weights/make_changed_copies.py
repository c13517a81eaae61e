#!/usr/bin/env python3
"""Makes copies of recordings as bad as people have them: encoded at a low bit rate, or recorded in a room.

    python Tools/weights/make_changed_copies.py LIST OUT --list COPIES.csv [--seed 1] [--jobs 2]    (pip: numpy, scipy; ffmpeg)

LIST is a CSV file with the columns file and label. OUT holds a copy of each file, a FLAC file whatever its ending says:
a copy keeps its recording's name, so that the soft targets of a teacher are found by it. COPIES.csv lists the copies
with their labels. The seed and the name alone choose what is done to a recording. Copies that are there are kept.

A network that is trained on both learns the sound of the music and not that of an encoder.
"""
import argparse
import csv
import hashlib
import multiprocessing
import os
import pathlib
import random
import subprocess

import numpy as np
from scipy import signal

# The copies' rate.
RATE = 22050
# ffmpeg's arguments for the encoder, the ending of its container, and the rate and the channels that it is given. The
# fewer bits there are for a sample, the worse.
ENCODERS = [
    (["-c:a", "libmp3lame", "-b:a", "32k"], "mp3", 44100, 2), (["-c:a", "libmp3lame", "-b:a", "32k"], "mp3", 44100, 1),
    (["-c:a", "libmp3lame", "-b:a", "48k"], "mp3", 44100, 2), (["-c:a", "libmp3lame", "-b:a", "24k"], "mp3", 22050, 1),
    (["-c:a", "libopus", "-b:a", "16k"], "ogg", 48000, 1), (["-c:a", "libopus", "-b:a", "24k"], "ogg", 48000, 2),
    (["-c:a", "libvorbis", "-q:a", "-1"], "ogg", 22050, 1), (["-c:a", "aac", "-b:a", "32k"], "m4a", 44100, 2)]
# The fraction of the copies that are recorded in a room before they are encoded.
IN_ROOM = 0.35


def in_room(sound, rate, chance):
    """The sound of a small loudspeaker in a small room: echoes that die away, a band, and noise."""
    noise = np.random.default_rng(chance.getrandbits(32))
    decay = chance.uniform(0.15, 0.6)  # seconds until the echoes are 60 dB down
    times = np.arange(int(decay * rate)) / rate
    response = noise.standard_normal(len(times)) * 10 ** (-3 * times / decay)
    response *= chance.uniform(0.3, 1) / np.sqrt((response ** 2).sum())
    response[0] += 1
    wet = signal.fftconvolve(sound, response)[:len(sound)]
    band = signal.butter(2, [chance.uniform(80, 250), chance.uniform(4000, 9000)], "bandpass", fs=rate, output="sos")
    wet = signal.sosfilt(band, wet)
    power = np.mean(wet ** 2) * 10 ** (-chance.uniform(18, 32) / 10)
    wet += noise.standard_normal(len(wet)) * np.sqrt(power)
    return wet * 0.5 / max(np.abs(wet).max(), 1e-6)


def run(arguments, data=None):
    command = ["ffmpeg", "-v", "error", "-nostdin" if data is None else "-y", *arguments]
    return subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True).stdout


def make(task):
    source, target, seed = task
    if target.exists():
        return
    chance = random.Random(hashlib.sha256(f"{seed}/{target.name}".encode()).digest())
    is_in_room = chance.random() < IN_ROOM
    encoder, ending, rate, channels = chance.choice(ENCODERS)
    raw = ["-f", "f32le", "-ar", str(rate), "-ac", "1" if is_in_room else str(channels)]
    sound = np.frombuffer(run(["-i", str(source), *raw, "-"]), np.float32)
    if is_in_room:
        sound = in_room(sound, rate, chance)
    encoded, part = target.with_name(f"{target.name}.{ending}"), target.with_name(f"{target.name}.part")
    run([*raw, "-i", "-", *encoder, str(encoded)], np.asarray(sound, np.float32).tobytes())
    run(["-y", "-i", str(encoded), "-ar", str(RATE), "-ac", "1", "-f", "flac", str(part)])
    encoded.unlink()
    os.replace(part, target)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("input", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--list", type=pathlib.Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    with open(arguments.input, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    arguments.out.mkdir(parents=True, exist_ok=True)
    targets = [arguments.out.resolve() / pathlib.Path(row["file"]).name for row in rows]
    assert len(set(targets)) == len(targets), "two recordings have the same name"
    tasks = [(pathlib.Path(row["file"]), target, arguments.seed) for row, target in zip(rows, targets)]
    with multiprocessing.Pool(arguments.jobs) as pool:
        list(pool.imap_unordered(make, tasks, chunksize=4))
    with open(arguments.list, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["file", "label"])
        writer.writerows([target, row["label"]] for row, target in zip(rows, targets))
    print(f"{arguments.out}: {len(rows)} copies")


if __name__ == "__main__":
    main()
