#!/usr/bin/env python3
"""Makes recordings that are no music, for training and testing what a model answers then: speech, noise and tones.

Everything is synthesised here; one seed, one result. Speech is espeak-ng's, reading words of ours put together by
chance, in many voices and languages, dry, in a room, over noise or through a telephone.

How to run it (apt: espeak-ng; pip: numpy):
    python Tools/weights/make_out_of_scope.py out-of-scope/ --count 24 --seed 1
    genre-cli features out-of-scope/ --kind mel --cache out-of-scope.safetensors
The folder then holds speech/, noise/ and tones/, each with so many 30-second files (22,050 Hz, 16 bit, mono).
"""
import argparse
import pathlib
import subprocess
import tempfile
import wave

import numpy as np

RATE = 22_050
SECONDS = 30

VOICES = ["en", "en-us", "de", "fr", "es", "it", "pt", "nl", "sv", "pl", "ru", "id", "tr", "el", "hi", "vi", "cmn", "fi"]
VARIANTS = ["", "+f1", "+f2", "+f3", "+f4", "+m1", "+m2", "+m3", "+m5", "+m7", "+croak", "+whisper"]
WORDS = (
    "today the weather report says that rain will come from north over hills and later in evening some people asked "
    "whether trains still run between stations while others talked about prices of bread milk and apples my neighbour "
    "told me yesterday how long it took to repair her bicycle because nobody had the right tools number seven eleven "
    "forty please hold the line an answer is expected before noon we repeat this message once more").split()


def read_wave(path):
    """The samples of a mono 16-bit file, -1 to 1, at RATE (espeak-ng's own rate is the same)."""
    with wave.open(str(path), "rb") as file:
        assert file.getframerate() == RATE and file.getnchannels() == 1, "espeak-ng writes 22,050 Hz mono"
        return np.frombuffer(file.readframes(file.getnframes()), np.int16) / 32768


def write_wave(path, samples, level):
    """Writes samples scaled to a peak level, 0 to 1."""
    scaled = samples / max(1e-9, np.abs(samples).max()) * level
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.round(scaled * 32767).astype("<i2").tobytes())


def filtered(samples, shape):
    """Samples whose spectrum is multiplied by shape(frequency in Hz)."""
    spectrum = np.fft.rfft(samples)
    return np.fft.irfft(spectrum * shape(np.fft.rfftfreq(len(samples), 1 / RATE)), len(samples))


def coloured_noise(rng, slope):
    """Noise whose power falls by `slope` times 3 dB an octave: 0 white, 1 pink, 2 brown."""
    return filtered(rng.standard_normal(RATE * SECONDS), lambda f: np.maximum(f, 20.0) ** (-slope / 2))


def slow_curve(rng, per_second):
    """A smooth curve between 0 and 1 with so many turns a second."""
    points = rng.uniform(0, 1, max(4, int(SECONDS * per_second) + 2))
    return np.interp(np.linspace(0, len(points) - 1, RATE * SECONDS), np.arange(len(points)), points)


def one_voice(rng):
    """About half a minute of one voice that reads."""
    words = " ".join(rng.choice(WORDS, 110))
    for index in range(8, 100, 9):
        words = words.replace(" ", ", ", 1) if rng.random() < 0.3 else words
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "speech.wav")
        subprocess.run(
            ["espeak-ng", "-v", str(rng.choice(VOICES)) + str(rng.choice(VARIANTS)), "-s", str(rng.integers(110, 210)),
             "-p", str(rng.integers(15, 85)), "-g", str(rng.integers(0, 12)), "-w", str(path), words],
            check=True, stderr=subprocess.DEVNULL)
        samples = read_wave(path)
    return np.resize(samples, RATE * SECONDS)


def in_room(samples, rng):
    """Samples with the echo of a room, from a small one to a hall (60 dB in 0.3 to 3.5 s), near or far away."""
    time = np.arange(2 * RATE) / RATE
    decay = np.exp(-time / rng.uniform(0.05, 0.5)) * rng.standard_normal(len(time))
    decay[:int(RATE * rng.uniform(0, 0.03))] = 0
    size = len(samples) + len(decay)
    room = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(decay, size), size)[:len(samples)]
    return samples + rng.uniform(0.1, 1.5) * room * np.std(samples) / np.std(room)


def speech(rng):
    """One voice, or two that take turns or talk at once, as a microphone may bring it."""
    samples = one_voice(rng)
    kind = rng.integers(0, 8)
    if kind == 1:
        samples = samples + rng.uniform(0.2, 0.9) * one_voice(rng)
    if kind in (2, 6, 7):
        samples = in_room(samples, rng)
    if kind == 3:
        noise = coloured_noise(rng, rng.uniform(0, 2))
        samples = samples + rng.uniform(0.02, 0.2) * noise / np.abs(noise).max()
    if kind == 4:
        samples = filtered(samples, lambda f: ((f > 300) & (f < 3400)).astype(float))
    return samples


def noise(rng):
    """Steady and unsteady noises: coloured, in a band, wind, hum, crackle, steps of a machine, many voices at once."""
    kind = rng.integers(0, 7)
    samples = coloured_noise(rng, rng.uniform(0, 2.2))
    if kind == 1:
        centre, width = rng.uniform(200, 6000), rng.uniform(0.2, 1.5)
        samples = filtered(samples, lambda f: np.exp(-((np.log(np.maximum(f, 1) / centre) / width) ** 2)))
    if kind == 2:
        samples = samples * slow_curve(rng, rng.uniform(0.2, 3)) ** 2
    if kind == 3:
        time = np.arange(len(samples)) / RATE
        hum = sum(rng.uniform(0, 1) / k * np.sin(2 * np.pi * k * rng.choice([50, 60]) * time) for k in range(1, 12))
        samples = hum + rng.uniform(0.02, 0.5) * samples / np.abs(samples).max()
    if kind == 4:
        clicks = (rng.uniform(size=len(samples)) < rng.uniform(1, 60) / RATE) * rng.standard_normal(len(samples))
        samples = filtered(clicks, lambda f: 1 / (1 + (f / rng.uniform(800, 8000)) ** 2)) + 1e-3 * samples
    if kind == 5:
        rate = rng.uniform(3, 20)
        samples = samples * (0.15 + (np.sin(2 * np.pi * rate * np.arange(len(samples)) / RATE) > 0.3))
    if kind == 6:
        samples = sum(np.roll(one_voice(rng), rng.integers(0, RATE * SECONDS)) for _ in range(5))
    return samples


def tones(rng):
    """Sounds of devices: one held tone, chords that never change, sweeps, beeps, dialling, clicks of a metronome."""
    time = np.arange(RATE * SECONDS) / RATE
    kind = rng.integers(0, 7)
    pitch = 55 * 2 ** rng.uniform(0, 6)
    if kind == 0:
        return np.sin(2 * np.pi * pitch * time)
    if kind == 1:
        harmonics = range(1, int(min(30, 10_000 / pitch)) + 1)
        return sum(np.sin(2 * np.pi * k * pitch * time) / k ** rng.uniform(0.7, 2) for k in harmonics)
    if kind == 2:
        return sum(np.sin(2 * np.pi * pitch * ratio * time) for ratio in rng.choice([1, 1.25, 1.5, 2, 2.1], 3))
    if kind == 3:
        octaves = np.abs((time / rng.uniform(1, 20)) % 2 - 1) * rng.uniform(1, 5)
        return np.sin(2 * np.pi * np.cumsum(80 * 2 ** octaves) / RATE)
    if kind == 4:
        period = rng.uniform(0.2, 2)
        return np.sin(2 * np.pi * pitch * time) * ((time % period) < period * rng.uniform(0.1, 0.7))
    if kind == 5:
        period = rng.uniform(0.1, 0.4)
        low, high = np.array([697, 770, 852, 941]), np.array([1209, 1336, 1477])
        choices = rng.integers(0, 12, int(SECONDS / period) + 1)[(time / period).astype(int)]
        keys = np.sin(2 * np.pi * low[choices // 3] * time) + np.sin(2 * np.pi * high[choices % 3] * time)
        return keys * ((time % period) < 0.7 * period)
    period = 60 / rng.uniform(40, 200)
    return np.sin(2 * np.pi * (500 + pitch) * time) * np.exp(-(time % period) * rng.uniform(30, 200))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=24, help="files of each kind")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    for number, make in enumerate([speech, noise, tones]):
        folder = arguments.folder / make.__name__
        folder.mkdir(parents=True, exist_ok=True)
        for index in range(arguments.count):
            rng = np.random.default_rng([arguments.seed, number, index])
            write_wave(folder / f"{make.__name__}-{index:03}.wav", make(rng), 10 ** rng.uniform(-1.2, -0.05))
    print(f"{arguments.folder}: {arguments.count} files each of speech, noise and tones")


if __name__ == "__main__":
    main()
