#!/usr/bin/env python3
"""Makes the clip that `make demo` classifies: Examples/demo.mp3, about 25 s, synthesised here from nothing.

Three pieces of our own, each in one of the genres; one seed, one result, down to the sample:
    disco      four on the floor at 116 beats a minute: octave bass, strings, clavinet-like guitar, brass
    classical  a nocturne for piano alone, with rubato, in a hall
    metal      a gallop for two distorted guitars, bass and double bass drum

How to run it (apt: lame; pip: numpy):
    python Tools/docs/make_demo_clip.py --piece disco --output Examples/demo.mp3
An output that ends in .wav is left unencoded (44,100 Hz, 16 bit, mono).
"""

import argparse
import subprocess
import sys
import tempfile
import wave

import numpy as np

from demo_instruments import (
    RATE, Desk, bass_guitar, brass, choir, clap, compressed, cymbal, distorted_guitar, electric_piano, equalised,
    fade, kick, piano, plucked, snare, string_section)

# Chords by name: the bass note (MIDI) and the voicing above it.
DISCO_CHORDS = {
    "Fmaj9": (41, (57, 60, 64, 67)), "G13": (43, (57, 59, 65, 64)), "Em7": (40, (55, 59, 62, 64)),
    "Am9": (45, (55, 59, 60, 64)), "Dm9": (38, (57, 60, 64, 65)), "E7": (40, (56, 59, 62, 64)),
    "Cmaj9": (36, (55, 59, 62, 64)), "Gsus": (43, (57, 60, 62, 65)),
}


def disco(rng):
    """Twelve bars: two of the rhythm section, eight of the tune in the strings, two of the brass."""
    beat = 60 / 116
    bar = 4 * beat
    desk = Desk(12 * bar + 2.4)

    def loose(spread=0.004):
        """How far from the beat a player is, in seconds."""
        return rng.normal(0, spread)

    chords = ["Am9", "Am9", "Fmaj9", "G13", "Em7", "Am9", "Dm9", "Gsus", "Cmaj9", "E7", "Am9", "Am9"]

    for number, name in enumerate(chords):
        start, (root, voicing) = number * bar, DISCO_CHORDS[name]
        for quarter in range(4):
            desk.place("kick", start + quarter * beat, kick(rng), 1.0)
        for quarter in (1, 3):
            desk.place("snare", start + quarter * beat + loose(0.002), snare(rng), 0.9)
            desk.place("clap", start + quarter * beat + loose(0.003), clap(rng), 1.0)
        for step in range(16):
            at, offbeat = start + step * beat / 4 + loose(0.003), step % 4 == 2
            hat = cymbal(rng, 0.22, 13) if offbeat else cymbal(rng, 0.07, 70)
            desk.place("hats", at, hat, 1.0 if offbeat else 0.42 + 0.2 * (step % 4 == 0) + 0.05 * rng.random())
            desk.place("shaker", at, cymbal(rng, 0.05, 60, low=5_000), 0.5 + 0.5 * (step % 2))
        if number in (0, 2, 6, 10):
            desk.place("crash", start, cymbal(rng, 2.4, 1.9, low=4_200), 1.0)

        # The bass: octaves in eighths, with a step into the next chord.
        following = DISCO_CHORDS[chords[(number + 1) % len(chords)]][0]
        for step in range(8):
            pitch = root + (12 if step % 2 else 0)
            if step == 7:
                pitch = following + (2 if following < root else -1)
            length = beat / 2 * (0.62 if step % 2 else 0.85)
            desk.place("bass", start + step * beat / 2 + loose(), bass_guitar(pitch, length, rng), rng.uniform(0.85, 1))

        # Rhythm guitar: dead strings on most sixteenths, the chord on a few.
        for step in range(16):
            at = start + step * beat / 4 + loose()
            if step in (2, 3, 6, 10, 11, 14):
                for order, pitch in enumerate(voicing):
                    note = plucked(pitch + 12, 0.11 if step != 14 else 0.2, rng, 0.85, 0.985)
                    desk.place("guitar", at + order * 0.003, note, rng.uniform(0.6, 0.8))
            elif step % 2:
                desk.place("guitar", at, plucked(50, 0.03, rng, 0.9, 0.8), 0.7)

        for pitch in voicing:
            for at, length in ((0, 1.4), (1.5, 0.9), (2.75, 1.1)):
                desk.place("keys", start + at * beat + loose(), electric_piano(pitch, length * beat, rng), 0.5)
            if number >= 2:
                desk.place("pad", start, string_section(pitch + 12, bar * 1.02, rng, players=4), 0.5)
        if number >= 6:
            for pitch in (voicing[0] + 12, voicing[-1] + 12):
                desk.place("voices", start, choir(pitch, bar, rng), 0.6)

    # The tune: (beat from bar 2 on, length in beats, MIDI note), in octaves, with runs up into the phrases.
    tune = [
        (-1, 0.25, 69), (-0.75, 0.25, 71), (-0.5, 0.25, 72), (-0.25, 0.25, 74), (0, 1.5, 76), (1.5, 0.5, 77),
        (2, 1.5, 76), (3.5, 0.5, 72), (4, 1.5, 74), (5.5, 0.5, 76), (6, 2, 71), (8, 1.5, 67), (9.5, 0.5, 71),
        (10, 1, 74), (11, 1, 76), (12, 3, 72), (15, 0.25, 72), (15.25, 0.25, 74), (15.5, 0.25, 76), (15.75, 0.25, 77),
        (16, 1.5, 81), (17.5, 0.5, 79), (18, 1.5, 77), (19.5, 0.5, 76), (20, 1, 77), (21, 1, 74), (22, 2, 72),
        (24, 1.5, 76), (25.5, 0.5, 74), (26, 1, 72), (27, 1, 71), (28, 1.5, 74), (29.5, 0.5, 71), (30, 2, 68),
        (32, 4, 69),
    ]
    for at, length, pitch in tune:
        for octave in (0, 12):
            sound = string_section(pitch + octave, length * beat + 0.06, rng, attack=0.03)
            desk.place("strings", 2 * bar + at * beat + loose(0.006), sound, rng.uniform(0.85, 1))

    # Brass: offbeat stabs that answer the tune, then the close.
    stabs = [(7, 2.5), (7, 3.0), (7, 3.5), (9, 2.5), (9, 3.5), (10, 0), (10, 0.75), (10, 1.5), (10, 3), (10, 3.5),
             (11, 0), (11, 0.75), (11, 1.5), (11, 2.5), (11, 3.0)]
    for number, at in stabs:
        for pitch in DISCO_CHORDS[chords[number]][1]:
            sound = brass(pitch + 12 if pitch < 58 else pitch, 0.55 * beat, rng)
            desk.place("brass", number * bar + at * beat + loose(), sound, 0.9)

    # All together on the last beat.
    root, voicing = DISCO_CHORDS["Am9"]
    desk.place("kick", 12 * bar, kick(rng))
    desk.place("crash", 12 * bar, cymbal(rng, 2.4, 1.9, low=4_200))
    desk.place("bass", 12 * bar, bass_guitar(root, 2 * beat, rng))
    for pitch in voicing:
        desk.place("brass", 12 * bar + loose(), brass(pitch + 12, 0.9 * beat, rng), 0.9)
        desk.place("strings", 12 * bar, string_section(pitch + 12, 1.8 * beat, rng, attack=0.03), 0.6)

    mixed = desk.mix(rng, {
        "kick": (0.85, 0.0, 1, [(30, 0), (60, 2), (250, -6), (3_000, 3), (9_000, -6)]),
        "snare": (0.42, 0.15, 0.9, None),
        "clap": (0.34, 0.3, 1.1, None), "hats": (0.25, 0.05, 0.6, None), "shaker": (0.12, 0.05, 0.6, None),
        "crash": (0.09, 0.1, 1.2, None), "bass": (0.85, 0.03, 0.5, [(30, -4), (90, 0), (800, 3), (3_000, -2)]),
        "guitar": (0.35, 0.15, 0.7, [(200, -16), (700, 0), (2_500, 4), (8_000, -4)]), "keys": (0.26, 0.2, 1.2, None),
        "pad": (0.24, 0.4, 1.8, None), "strings": (0.58, 0.35, 1.7, None), "voices": (0.26, 0.35, 1.6, None),
        "brass": (0.45, 0.25, 1.2, None)})
    # A mixing desk and a tape of the seventies: a little saturation, and the highs rolled off.
    mixed = np.tanh(1.1 * compressed(mixed / np.std(mixed) * 0.22))
    return equalised(mixed, [(25, -20), (50, 0), (9_000, 0), (13_000, -8), (18_000, -40)])


def classical(rng):
    """Eleven bars of six eighths: broken chords below, a song above, slower at the end of each phrase."""
    # (chord notes of the left hand, tune as (eighth, length in eighths, MIDI note))
    bars = [
        ((38, 45, 54, 57, 54, 45), [(0, 3, 78), (3, 2, 81), (5, 1, 79)]),
        ((35, 42, 50, 54, 50, 42), [(0, 4, 78), (4, 1, 76), (5, 1, 74)]),
        ((31, 43, 50, 59, 50, 43), [(0, 3, 71), (3, 1, 74), (4, 1, 76), (5, 1, 78)]),
        ((33, 45, 52, 61, 55, 52), [(0, 4, 76), (4, 2, 73)]),
        ((42, 50, 57, 62, 57, 50), [(0, 3, 74), (3, 1, 78), (4, 1, 81), (5, 1, 86)]),
        ((40, 47, 55, 59, 55, 47), [(0, 3, 83), (3, 2, 79), (5, 1, 76)]),
        ((34, 46, 53, 58, 53, 46), [(0, 2, 77), (2, 1, 74), (3, 2, 82), (5, 1, 81)]),
        ((33, 45, 52, 57, 55, 52), [(0, 3, 79), (3, 1, 76), (4, 1, 73), (5, 1, 76)]),
        ((38, 45, 54, 57, 54, 50), [(0, 3, 78), (3, 1, 76), (4, 1, 74), (5, 1, 71)]),
        ((31, 43, 50, 55, 52, 46), [(0, 3, 70), (3, 1, 74), (4, 2, 73)]),
        ((26, 38, 45, 50, 54, 57), [(0, 6, 74)]),
    ]
    eighth, at, desk = 0.355, 0.15, Desk(29)
    for number, (left, tune) in enumerate(bars):
        swell = 0.52 + 0.2 * np.sin(np.pi * (number % 8) / 7.0)
        onsets = []
        for step in range(6):
            onsets.append(at)
            ending = number in (3, 7, 9, 10)
            at += eighth * (1 + (0.05 + 0.1 * (number >= 9)) * step * ending + 0.02 * rng.standard_normal())
        for step, pitch in enumerate(left):
            held = onsets[-1] - onsets[step] + eighth * (1.6 if number < 10 else 9)  # the pedal is down for a bar
            force = (swell if step == 0 else swell * 0.66) + rng.normal(0, 0.025)
            desk.place("piano", onsets[step] + rng.normal(0, 0.005), piano(pitch, held, force, rng))
        for step, length, pitch in tune:
            held = length * eighth * 1.25 + 0.5 + 2.5 * (number == 10)
            force = swell + 0.2 + rng.normal(0, 0.025)
            # A singing hand lags the accompaniment by a hair.
            desk.place("piano", onsets[step] + 0.018 + rng.normal(0, 0.005), piano(pitch, held, force, rng), 1.15)
    end = int((at + 2.2) * RATE)
    close = [(40, -14), (150, -9), (500, -3), (1_200, 0), (3_000, 5), (8_000, 4), (15_000, -12)]
    mixed = desk.mix(rng, {"piano": (0.12, 0.5, 1.9, close)})
    hiss = equalised(rng.standard_normal(len(mixed)), [(100, 0), (4_000, -6), (12_000, -24)]) * 0.0004
    return fade((mixed + hiss)[:end], 0.05, 1.5)


def metal(rng):
    """Thirteen bars at 134 beats a minute: a muted gallop on the low string, then open chords."""
    beat = 60 / 134
    bar = 4 * beat

    def loose():
        return rng.normal(0, 0.003)

    desk = Desk(13 * bar + 1.5)
    roots = [40, 40, 43, 45, 40, 40, 46, 45, 36, 38, 40, 43, 40]
    for number, root in enumerate(roots):
        start, chorus = number * bar, 8 <= number < 12
        last = number == len(roots) - 1
        for side in ("left", "right"):
            if last:
                chord = distorted_guitar((root, root + 7, root + 12), bar + 1.2, rng)
                desk.place(side, start + abs(loose()), chord)
                continue
            for quarter in range(4):
                at = start + quarter * beat
                if chorus and quarter % 2 == 0:
                    notes = (root, root + 7, root + 12) if quarter == 0 else (root + 2, root + 9, root + 14)
                    desk.place(side, at + loose(), distorted_guitar(notes, 2 * beat, rng))
                elif not chorus and quarter == 3:
                    for half, shift in enumerate((3, 1) if number % 2 else (5, 3)):
                        notes = (root + shift, root + shift + 7)
                        desk.place(side, at + half * beat / 2 + loose(), distorted_guitar(notes, beat / 2, rng))
                elif not chorus:
                    for offset, length in ((0, 0.5), (0.5, 0.25), (0.75, 0.25)):
                        sound = distorted_guitar((root, root + 7), length * beat, rng, muted=True)
                        desk.place(side, at + offset * beat + loose(), sound, 1.0 if offset == 0 else 0.85)
        for step in range(2 if last else 16):
            if chorus or step % 4 != 1:
                drum = kick(rng, 55, 0.2, click=1.1)
                desk.place("kick", start + step * beat / 4 + loose(), drum, rng.uniform(0.85, 1))
        for quarter in (() if last else (1, 3)):
            desk.place("snare", start + quarter * beat + loose(), snare(rng, 205, 0.3, wires=1.1))
        for step in range(1 if last else 8):
            at = start + step * beat / 2 + loose()
            if chorus or number % 4 == 0 and step == 0 or last:
                desk.place("cymbals", at, cymbal(rng, 1.4, 3.0, low=3_800), 0.9 if step == 0 else 0.45)
            else:
                desk.place("cymbals", at, cymbal(rng, 0.25, 11, low=5_000), 0.5 + 0.3 * (step % 2 == 0))
            pitch = root - 12 if root >= 40 else root
            desk.place("bass", at, np.tanh(3 * bass_guitar(pitch, (bar if last else beat / 2) * 0.95, rng)))
    # The lead enters over the open chords.
    lead = [(0, 1, 76), (1, 0.5, 79), (1.5, 0.5, 78), (2, 2, 74), (4, 1, 78), (5, 0.5, 81), (5.5, 0.5, 79), (6, 2, 76),
            (8, 0.5, 83), (8.5, 0.5, 81), (9, 0.5, 79), (9.5, 0.5, 78), (10, 2, 79), (12, 1, 81),
            (13, 1, 79), (14, 2, 78)]
    for at, length, pitch in lead:
        desk.place("lead", 8 * bar + at * beat + loose(), distorted_guitar((pitch,), length * beat, rng, gain=30))
    mixed = desk.mix(rng, {
        "left": (0.55, 0.2, 0.7, None), "right": (0.55, 0.2, 0.7, None), "lead": (0.32, 0.25, 0.9, None),
        "kick": (0.55, 0.03, 0.4, [(40, 2), (90, 2), (300, -8), (3_500, 6), (9_000, 0)]),
        "snare": (0.5, 0.15, 0.7, None),
        "cymbals": (0.3, 0.06, 0.6, None), "bass": (0.5, 0.0, 1, [(40, 0), (120, 0), (800, 2), (4_000, -8)])})
    # Loud throughout, as records of this kind are mastered: a fast limiter, then the tape.
    mixed = compressed(mixed / np.std(mixed) * 0.3, threshold=0.2, ratio=8, window=0.008)
    mixed = equalised(mixed, [(35, -6), (70, 5), (180, 5), (420, 2), (1_000, 0), (4_000, 0), (9_000, 4), (14_000, -10)])
    return np.tanh(2.0 * mixed)


PIECES = {"disco": disco, "classical": classical, "metal": metal}


def write_wave(path, signal):
    """Writes 16-bit mono, peaking 1 dB under full scale."""
    peak = np.abs(signal).max()
    samples = np.round(signal / peak * 32_767 * 10 ** (-1 / 20)).astype("<i2")
    with wave.open(path, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--piece", choices=sorted(PIECES), default="disco")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", default="Examples/demo.mp3")
    options = parser.parse_args()

    signal = fade(PIECES[options.piece](np.random.default_rng(options.seed)), 0.005, 0.8)
    if options.output.endswith(".wav"):
        write_wave(options.output, signal)
        return
    with tempfile.NamedTemporaryFile(suffix=".wav") as temporary:
        write_wave(temporary.name, signal)
        command = ["lame", "--quiet", "-m", "m", "--resample", "44.1", "-b", "64", "-q", "2", "--noreplaygain",
                   "--tt", f"Demonstration: {options.piece}", "--ta", "genre-classifier",
                   temporary.name, options.output]
        if subprocess.run(command).returncode != 0:
            sys.exit("make_demo_clip: lame failed.")


if __name__ == "__main__":
    main()
