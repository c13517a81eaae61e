"""Instruments, effects and a mixing desk for make_demo_clip.py, in numpy alone.

Every instrument returns mono float64 samples at RATE, peaking near 1. Nothing here is sampled: each sound is
computed from sines, noise or a plucked string, and every random number comes from the generator handed in.
"""

import numpy as np

RATE = 44_100


def hertz(midi):
    """Frequency of a MIDI note number, in hertz."""
    return 440.0 * 2.0 ** ((midi - 69) / 12)


def seconds(duration):
    """Time axis of a sound, in seconds."""
    return np.arange(int(duration * RATE)) / RATE


def fade(signal, attack=0.002, release=0.01):
    """The signal with raised-cosine edges, so that it neither starts nor ends with a click."""
    for length, edge in ((attack, slice(None)), (release, slice(None, None, -1))):
        count = min(len(signal), max(1, int(length * RATE)))
        signal[edge][:count] *= 0.5 - 0.5 * np.cos(np.pi * np.arange(count) / count)
    return signal


def equalised(signal, points):
    """The signal with a gain in dB interpolated over log frequency through points [(hertz, dB), ...]."""
    spectrum = np.fft.rfft(signal)
    frequency = np.maximum(np.fft.rfftfreq(len(signal), 1 / RATE), 1.0)
    corners, gains = zip(*points)
    return np.fft.irfft(
        spectrum * 10 ** (np.interp(np.log(frequency), np.log(corners), gains) / 20), len(signal))


def convolved(signal, response):
    """Linear convolution through the Fourier domain."""
    length = len(signal) + len(response) - 1
    size = 1 << (length - 1).bit_length()
    return np.fft.irfft(np.fft.rfft(signal, size) * np.fft.rfft(response, size), size)[:length]


def reverberated(signal, rng, decay=1.2, wet=0.2, damping=5_000.0, delay=0.018):
    """The signal in a room: exponentially decaying noise, whose high frequencies die first, is its response."""
    time = seconds(decay * 1.3)
    noise = rng.standard_normal(len(time))
    dark = equalised(noise, [(100, -6), (250, 0), (damping, -2), (damping * 3, -30)])
    bright = noise - dark
    tail = dark * np.exp(-6.9 * time / decay) + bright * np.exp(-6.9 * time / (decay * 0.4))
    tail *= np.minimum(1, time / 0.02)
    tail /= np.sqrt(np.sum(tail ** 2))
    room = convolved(signal, np.concatenate([np.zeros(int(delay * RATE)), tail]))[: len(signal)]
    return signal + wet * room


def compressed(signal, threshold=0.35, ratio=3.0, window=0.02):
    """The signal with its loud passages turned down, by the level smoothed over window seconds."""
    span = int(window * RATE)
    level = np.sqrt(np.convolve(signal ** 2, np.hanning(span) / np.hanning(span).sum(), mode="same"))
    over = np.maximum(level / threshold, 1.0)
    return signal * over ** (1 / ratio - 1)


def partials(frequency, duration, amplitudes, vibrato=0.0, drift=0.0, rng=None, inharmonicity=0.0):
    """A sum of harmonics. vibrato is a depth in semitones at about 5.5 Hz, delayed as players do it."""
    time = seconds(duration)
    bend = vibrato * np.sin(2 * np.pi * (5.5 * time)) * np.minimum(1, time / 0.35)
    if drift and rng is not None:
        knots = rng.standard_normal(max(2, int(duration * 6) + 2)) * drift
        bend = bend + np.interp(time, np.linspace(0, duration, len(knots)), knots)
    phase = 2 * np.pi * np.cumsum(frequency * 2 ** (bend / 12)) / RATE
    total = np.zeros(len(time))
    for number, amplitude in enumerate(amplitudes, start=1):
        stretch = np.sqrt(1 + inharmonicity * number ** 2)
        if frequency * number * stretch > 15_000:
            break
        total += amplitude * np.sin(number * stretch * phase + number * 0.7)
    return total


def saw_amplitudes(count, tilt=1.0):
    """Amplitudes of a saw's harmonics; a tilt over 1 is darker."""
    return 1.0 / np.arange(1, count + 1) ** tilt


# Strings, keys and winds


def string_section(midi, duration, rng, players=5, brightness=1.15, attack=0.09):
    """Several bowed strings in unison: detuned, each with its own drift and vibrato, through a wooden body."""
    total = np.zeros(int(duration * RATE))
    for _ in range(players):
        voice = partials(
            hertz(midi + rng.normal(0, 0.06)), duration, saw_amplitudes(40, brightness),
            vibrato=0.16 * rng.uniform(0.6, 1.3), drift=0.03, rng=rng)
        total += np.roll(voice, rng.integers(0, 300))
    bow = rng.standard_normal(len(total)) * 0.25
    total += equalised(bow, [(500, -50), (1_500, -14), (5_000, -8), (9_000, -20)])
    body = [(90, -20), (200, 0), (290, 4), (420, -2), (600, 3), (1_000, 0), (2_600, 4), (4_500, -4), (9_000, -18)]
    return fade(equalised(total, body) / players, attack, 0.12)


def piano(midi, duration, velocity, rng):
    """A struck string: stretched partials in detuned pairs, each dying at its own rate, and the hammer's knock."""
    frequency = hertz(midi)
    time = seconds(duration)
    total = np.zeros(len(time))
    stiffness = 0.00013 * 2 ** ((midi - 60) / 14)
    for number in range(1, 36):
        pitch = frequency * number * np.sqrt(1 + stiffness * number ** 2)
        if pitch > 12_000:
            break
        strength = number ** -1.05 * np.exp(-number * (1.15 - velocity) * 0.24 - pitch / 5_500)
        strength *= abs(np.sin(np.pi * number * 0.122)) + 0.06  # the hammer strikes an eighth along the string
        rate = (0.42 + 0.00028 * pitch + 0.0045 * midi) * (1 + 0.15 * rng.standard_normal())
        for cents in (-0.7, 0.6):
            offset = rng.uniform(0, 2 * np.pi)
            tone = np.sin(2 * np.pi * pitch * 2 ** (cents / 1200) * time + offset)
            total += strength * tone * (0.7 * np.exp(-rate * 2.6 * time) + 0.3 * np.exp(-rate * 0.5 * time))
    knock = equalised(rng.standard_normal(len(time)), [(60, -8), (180, 0), (700, -12), (3_000, -34)])
    total += 0.12 * velocity * knock * np.exp(-time * 55)
    return fade(total * velocity, 0.0025, 0.07)


def electric_piano(midi, duration, rng):
    """A tine and its bar: two pairs of sines, one modulating the other, dying away."""
    time = seconds(duration)
    frequency = hertz(midi + rng.normal(0, 0.01))
    index = 1.6 * np.exp(-time * 3.5)
    tone = np.sin(2 * np.pi * frequency * time + index * np.sin(2 * np.pi * frequency * time))
    tine = np.sin(2 * np.pi * frequency * time + 0.8 * np.exp(-time * 14) * np.sin(2 * np.pi * 14 * frequency * time))
    return fade((0.7 * tone + 0.3 * tine) * np.exp(-time * 1.6), 0.002, 0.05)


def brass(midi, duration, rng, players=3):
    """Trumpets and trombones: the louder a harmonic's number, the later it speaks."""
    total = np.zeros(int(duration * RATE))
    time = seconds(duration)
    for _ in range(players):
        for first, last, speed in ((1, 4, 0.02), (5, 9, 0.045), (10, 22, 0.07)):
            amplitudes = np.zeros(last)
            amplitudes[first - 1:] = saw_amplitudes(last, 0.95)[first - 1:]
            voice = partials(hertz(midi + rng.normal(0, 0.05)), duration, amplitudes, 0.05, 0.03, rng)
            total += voice * np.minimum(1, time / speed)
    return fade(equalised(total, [(150, -8), (500, 0), (1_300, 4), (4_000, -6), (9_000, -22)]) / players, 0.012, 0.06)


def choir(midi, duration, rng, players=4, vowel=((500, 7), (1_000, 4), (2_500, 0))):
    """Voices on one vowel: harmonics under the vowel's formants, and breath."""
    total = np.zeros(int(duration * RATE))
    for _ in range(players):
        total += partials(
            hertz(midi + rng.normal(0, 0.09)), duration, saw_amplitudes(30, 1.2), 0.22, 0.05, rng)
    total += rng.standard_normal(len(total)) * 0.06
    curve = [(80, -18)]
    for centre, gain in vowel:
        curve += [(centre * 0.75, -9), (centre, gain), (centre * 1.3, -9)]
    return fade(equalised(total, curve + [(4_000, -14), (9_000, -30)]) / players, 0.06, 0.1)


# Plucked strings


def plucked(midi, duration, rng, brightness=0.5, damping=0.996, position=0.13):
    """A plucked string after Karplus and Strong (1983), one period at a time."""
    # The two-point average delays by half a sample; an all-integer period would be out of tune high up,
    # so the string is computed at its nearest period and then read at the right speed.
    exact = RATE / hertz(midi) - 0.5
    period = max(8, int(round(exact)))
    burst = rng.uniform(-1, 1, period)
    for _ in range(int((1 - brightness) * 6)):
        burst = 0.5 * (burst + np.roll(burst, 1))
    burst -= np.roll(burst, max(1, int(position * period)))
    count = int(duration * RATE * 1.02) // period + 2
    blocks = np.empty((count, period))
    blocks[0] = burst - burst.mean()
    last = 0.0
    for row in range(1, count):
        previous = blocks[row - 1]
        shifted = np.concatenate([[last], previous[:-1]])
        last = previous[-1]
        blocks[row] = damping * 0.5 * (previous + shifted)
    string = blocks.ravel()
    wanted = np.arange(int(duration * RATE)) * (period + 0.5) / (exact + 0.5)
    string = np.interp(wanted, np.arange(len(string)), string)
    return fade(string / (np.abs(string).max() + 1e-9), 0.0008, 0.015)


def bass_guitar(midi, duration, rng, punch=0.6):
    """A fingered electric bass: a dull plucked string, its fundamental, and a little drive."""
    time = seconds(duration)
    string = plucked(midi, duration, rng, brightness=0.35, damping=0.994, position=0.22)
    fundamental = np.sin(2 * np.pi * hertz(midi) * time) * np.exp(-time * 3.0)
    return fade(np.tanh(1.4 * (punch * string + 0.75 * fundamental)), 0.002, 0.025)


def distorted_guitar(midis, duration, rng, muted=False, gain=22.0):
    """Strings of one guitar together through an overdriven amplifier and its cabinet."""
    damping = 0.975 if muted else 0.9985
    total = sum(plucked(midi, duration, rng, brightness=0.8, damping=damping, position=0.09) for midi in midis)
    driven = equalised(total, [(60, -20), (110, -3), (600, 3), (1_800, 5), (6_000, 0)])
    driven = np.tanh(gain * driven + 0.15) - np.tanh(0.15)
    driven = np.tanh(3.0 * equalised(driven, [(60, -12), (150, 0), (700, -2), (2_500, 2), (8_000, -3)]))
    cabinet = [(50, -24), (90, -2), (130, 3), (400, -3), (1_200, 0), (2_600, 5), (4_200, 2), (5_500, -12), (9_000, -40)]
    return fade(equalised(driven, cabinet), 0.001, 0.02)


# Percussion


def kick(rng, pitch=48.0, length=0.32, click=0.4):
    """A bass drum: a sine that falls in pitch, and the beater."""
    time = seconds(length)
    sweep = pitch * (1 + 3.2 * np.exp(-time * 55) + 0.5 * np.exp(-time * 14))
    tone = np.sin(2 * np.pi * np.cumsum(sweep) / RATE) * np.exp(-time * 9)
    beater = equalised(rng.standard_normal(len(time)), [(300, -20), (2_500, 0), (6_000, -10)]) * np.exp(-time * 220)
    return fade(np.tanh(1.6 * tone) + click * beater, 0.0008, 0.03)


def snare(rng, pitch=190.0, length=0.24, wires=0.8):
    """A snare drum: two modes of the skin and the noise of the wires."""
    time = seconds(length)
    skin = np.sin(2 * np.pi * pitch * time) + 0.6 * np.sin(2 * np.pi * pitch * 1.72 * time)
    noise = equalised(rng.standard_normal(len(time)), [(200, -24), (1_200, -4), (4_000, 0), (9_000, -4)])
    return fade(0.7 * skin * np.exp(-time * 26) + wires * noise * np.exp(-time * 17), 0.0006, 0.02)


def clap(rng, length=0.26):
    """Several hands, a few milliseconds apart."""
    time = seconds(length)
    envelope = sum(np.where(time >= at, np.exp(-(time - at) * 190), 0) for at in (0.0, 0.011, 0.021))
    envelope = envelope + np.where(time >= 0.03, 0.8 * np.exp(-(time - 0.03) * 24), 0)
    noise = equalised(rng.standard_normal(len(time)), [(300, -30), (900, 0), (1_600, 4), (4_000, -4), (9_000, -14)])
    return fade(noise * envelope, 0.0006, 0.02)


def cymbal(rng, length, decay, low=6_500.0):
    """Hi-hat, ride or crash: inharmonic squares and noise, with only the highs left."""
    time = seconds(length)
    metal = sum(
        np.sign(np.sin(2 * np.pi * ratio * 540 * (1 + 0.01 * rng.standard_normal()) * time + rng.uniform(0, 6)))
        for ratio in (1.0, 1.342, 1.2312, 1.6532, 1.9523, 2.1523))
    mixed = 0.16 * metal + 0.55 * rng.standard_normal(len(time))
    shaped = equalised(mixed, [(low / 8, -60), (low / 2, -18), (low, 0), (12_000, 0), (18_000, -12)])
    return fade(shaped * np.exp(-time * decay), 0.0006, 0.02)


class Desk:
    """Tracks of equal length that sounds are placed on, each with a level, an equaliser and its own echo."""

    def __init__(self, duration):
        self.length = int(duration * RATE)
        self.tracks = {}

    def place(self, track, at, sound, level=1.0):
        """Adds a sound to a track, from a time in seconds on; what lies outside the piece is cut off."""
        line = self.tracks.setdefault(track, np.zeros(self.length))
        start = max(0, int(at * RATE))
        end = min(self.length, start + len(sound))
        if end > start:
            line[start:end] += level * sound[: end - start]

    def mix(self, rng, settings):
        """All tracks together. settings: {track: (level, wet, decay, equaliser points or None)}."""
        total = np.zeros(self.length)
        for name, line in self.tracks.items():
            level, wet, decay, points = settings[name]
            line = line / (np.sqrt(np.mean(line ** 2)) + 1e-9) * level
            if points:
                line = equalised(line, points)
            total += reverberated(line, rng, decay=decay, wet=wet) if wet else line
        return total
