"""The other end of the benchmarks' PeerProcess: lines with the name of a piece of work in, seconds by
the clock and on the cores out.

A peer calls serve(version, works), `works` being for each name a function that prepares the work and returns what
does it once, or as often as it says by returning a number. Standard error is nobody's: what fails is answered by 'none'.
"""

import sys
import time

RATE, STEPS, FEATURES, CLASSES, UNITS = 22050, 130, 13, 10, (128, 64, 32)


def serve(version, works):
    """Answers until standard input ends."""
    # Libraries print to standard output what was not asked for.
    answers, sys.stdout = sys.stdout, sys.stderr
    prepared = {}
    print("ready", version, file=answers, flush=True)
    for line in sys.stdin:
        print(answer(line.strip(), works, prepared), file=answers, flush=True)


def answer(name, works, prepared):
    """The seconds, as text."""
    if name not in works:
        return "none"
    try:
        if name not in prepared:
            prepared[name] = works[name]()
            for _ in range(3):
                prepared[name]()
        wall, processor = time.perf_counter(), time.process_time()
        count = prepared[name]()
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        count = count if isinstance(count, int) else 1
        return f"{wall / count:.9f} {processor / count:.9f}"
    except Exception as error:  # one peer's fault is not the table's
        print(name, error, file=sys.stderr)
        return "none"


def samples_of(path):
    """A WAV file of 16 bits as floats."""
    import wave

    import numpy as np

    with wave.open(path) as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype("f4") / 32768
