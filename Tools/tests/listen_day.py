#!/usr/bin/env python3
"""Tries `genre-cli listen` with a long stream: memory, speed, changes, and the answers beside those to the files.

The stream is raw samples through a pipe, made of the given recordings (decoded by ffmpeg), each repeated to the same
length, or of made chords and noise where none are given. Prints the memory of the process every hour of sound, and in the end how
many of the sure answers to the files are also the last answer to their part of the stream.

Usage: Tools/tests/listen_day.py [--hours 24] [--seconds 60] [--model best] [--command .build/release/genre-cli] [FILE ...]
       Tools/tests/listen_day.py --lag [--model best]     at the speed of the sound: how late each answer comes
Exit status 1 where memory grows by more than 8 MiB after the first hour (or tenth), or an event is missing.
"""
import argparse
import array
import json
import math
import os
import random
import resource
import struct
import subprocess
import sys
import tempfile
import threading
import time

RATE = 22050


def made(number, seconds):
    """Chords or noise, another for each number."""
    chance = random.Random(number)
    pitch, beat = 110 * 2 ** (chance.random() * 2), 1 + 3 * chance.random()
    noise = chance.choice([0, 0, 0.3, 1])
    samples = array.array("h")
    for index in range(RATE * seconds):
        at = index / RATE
        tone = sum(math.sin(2 * math.pi * pitch * k * at) / k for k in (1, 2, 3, 5))
        value = (1 - noise) * tone / 2 + noise * (2 * chance.random() - 1)
        samples.append(int(8000 * value * math.exp(-3 * (at * beat % 1))))
    return samples.tobytes()


def decoded(path):
    command = ["ffmpeg", "-v", "error", "-i", path, "-ac", "1", "-ar", str(RATE), "-f", "s16le", "-"]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout


def repeated(sound, seconds):
    length = 2 * RATE * seconds
    return (sound * (length // len(sound) + 1))[:length]


def wav(sound):
    header = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + len(sound), b"WAVE", b"fmt ", 16, 1, 1, RATE, 2 * RATE, 2, 16,
                         b"data", len(sound))
    return header + sound


def file_answers(command, model, parts):
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, part in enumerate(parts):
            paths.append(os.path.join(folder, "%06d.wav" % number))
            with open(paths[-1], "wb") as file:
                file.write(wav(part))
        run = subprocess.run([command, "classify", "--model", model, "--format", "ndjson", *paths], stdout=subprocess.PIPE, check=True)
        return [json.loads(line) for line in run.stdout.splitlines()]


def memory(process):
    """Resident memory in KiB; 0 where the process has just ended."""
    with open("/proc/%d/status" % process.pid, encoding="ascii") as file:
        return next((int(line.split()[1]) for line in file if line.startswith("VmRSS:")), 0)


def listen(command, model, every, *more):
    arguments = [command, "listen", "--model", model, "--every", str(every), "--rate", str(RATE), "--encoding", "s16le", *more]
    return subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def day(options):
    parts = [repeated(decoded(path), options.seconds) for path in options.files] or [
        made(number, options.seconds) for number in range(6)]
    files = file_answers(options.command, options.model, parts)
    count = max(len(parts), int(options.hours * 3600 / options.seconds))
    order = [random.Random(number).randrange(len(parts)) for number in range(count)]
    process = listen(options.command, options.model, options.seconds)

    def send():
        for number in order:
            process.stdin.write(parts[number])
        process.stdin.close()

    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    before = usage.ru_utime + usage.ru_stime
    began = time.monotonic()
    threading.Thread(target=send, daemon=True).start()
    right = sure = answers = changes = 0
    sizes = []
    mark = max(10 * options.seconds, 3600 * options.hours / 24)
    for line in process.stdout:
        event = json.loads(line)
        changes += event.get("event") == "change"
        if event.get("event") == "end":
            break
        if event.get("event") != "answer":
            continue
        file = files[order[min(count, round(event["time"] / options.seconds)) - 1]]
        answers += 1
        if not file["unsure"]:
            sure += 1
            right += event.get("genre") == file["genre"]
        if event["time"] >= mark * (len(sizes) + 1):
            sizes.append(memory(process) or sizes[-1])
            print("%6.2f h: %d KiB" % (event["time"] / 3600, sizes[-1]), flush=True)
    status = process.wait()
    took = time.monotonic() - began
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = usage.ru_utime + usage.ru_stime - before
    total = count * options.seconds
    print("%.1f h of sound in %.0f s: %.0f times its speed, %.0f by processor time; %d answers, %d changes told of %d at most; %d of %d sure answers of "
          "files are also the stream's" % (total / 3600, took, total / took, total / worked, answers, changes,
                                           sum(a != b for a, b in zip(order, order[1:])), right, sure))
    grown = sizes[-1] - sizes[min(1, len(sizes) - 1)] if sizes else 0
    print("memory grew by %d KiB after the first part" % grown)
    return status or answers < count or grown > 8192


def lag(options):
    window = 10 if options.model == "best" else 3
    part = made(1, 60)
    process = listen(options.command, options.model, options.every)
    arrivals = {}
    began = []

    def send():
        # The sound of an interval is there at its end, in steps of a hundredth of a second, as a sound card gives it.
        step = RATE // 100
        began.append(time.monotonic())
        for index in range(len(part) // (2 * step)):
            wait = began[0] + (index + 1) * step / RATE - time.monotonic()
            if wait > 0:
                time.sleep(wait)
            process.stdin.write(part[2 * index * step:2 * (index + 1) * step])
            process.stdin.flush()
        process.stdin.close()

    threading.Thread(target=send, daemon=True).start()
    for line in process.stdout:
        now = time.monotonic()
        event = json.loads(line)
        if event.get("event") == "answer" and event["time"] < 59:
            arrivals[event["time"]] = now
    process.wait()
    lags = [1000 * (arrived - began[0] - at) for at, arrived in sorted(arrivals.items()) if at >= window]
    print("%d answers; lag behind the window's end: median %.0f ms, largest %.0f ms" % (len(lags), sorted(lags)[len(lags) // 2], max(lags)))
    return not lags


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*")
    parser.add_argument("--hours", type=float, default=24)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--every", type=float, default=1)
    parser.add_argument("--model", default="best")
    parser.add_argument("--command", default=".build/release/genre-cli")
    parser.add_argument("--lag", action="store_true")
    options = parser.parse_args()
    sys.exit(1 if (lag if options.lag else day)(options) else 0)


if __name__ == "__main__":
    main()
