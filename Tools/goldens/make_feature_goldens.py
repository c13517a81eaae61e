# Makes Tests/Fixtures/Features/goldens.npy and goldens.json: what librosa computes, in double
# precision, for a synthetic signal over grids of configurations.
#
#   pip install librosa numpy scipy
#   python Tools/goldens/make_feature_goldens.py
#
# The signal is made of integers so that the tests make the very same one (SyntheticSignal.swift); only
# results are stored. goldens.json says for each result its kind, its configuration in the package's own JSON form,
# its shape, its offset in goldens.npy (a [1 x n] float32 array), and the greatest difference allowed.

import itertools
import json
import pathlib

import librosa
import numpy as np

OUT = pathlib.Path(__file__).resolve().parents[2] / "Tests/Fixtures/Features"
WINDOWS = {"hann": "hann", "hamming": "hamming", "blackman": "blackman", "rectangular": "boxcar"}


def signal(count):
    """Two triangle waves, one of them rising, with noise that fades to silence and comes back."""
    state, samples = 1, []
    for n in range(count):
        state = (state * 1664525 + 1013904223) % 2**32
        noise = (state >> 16) / 32768 - 1
        low = abs((n * 1311) % 65536 - 32768) / 16384 - 1
        rising = abs((n * (2000 + n // 2)) % 65536 - 32768) / 16384 - 1
        fade = abs(n % 4096 - 2048) / 2048
        silent = 3000 <= n < 3400
        samples.append(0.0 if silent else 0.25 * low + 0.125 * rising + 0.0625 * fade * noise)
    return np.array(samples, dtype=np.float32).astype(np.float64)


def stft_arguments(stft):
    return dict(
        n_fft=stft.get("fftLength", 2048), hop_length=stft.get("hopLength", 512),
        win_length=stft.get("windowLength"), window=WINDOWS[stft.get("window", "hann")],
        center=stft.get("isCentered", True),
        pad_mode={"zero": "constant", "reflect": "reflect"}[stft.get("padding", "zero")])


def mel_basis(mel):
    return librosa.filters.mel(
        sr=mel.get("sampleRate", 22050), n_fft=mel.get("fftLength", 2048), n_mels=mel.get("bandCount", 128),
        fmin=mel.get("minimumFrequency", 0), fmax=mel.get("maximumFrequency"),
        htk=mel.get("scale", "slaney") == "htk",
        norm="slaney" if mel.get("normalization", "slaney") == "slaney" else None, dtype=np.float64)


def mel_decibels(y, configuration):
    power = np.abs(librosa.stft(y, **stft_arguments(configuration.get("stft", {})))) ** 2
    scale = configuration.get("decibels", {})
    return librosa.power_to_db(
        mel_basis(configuration.get("mel", {})) @ power, ref=scale.get("reference", 1.0),
        amin=scale.get("minimumPower", 1e-10), top_db=scale.get("dynamicRange", 80.0))


def mfcc(y, configuration):
    return librosa.feature.mfcc(
        S=mel_decibels(y, configuration), n_mfcc=configuration.get("coefficientCount", 13),
        lifter=configuration.get("lifter", 0))


class Goldens:
    def __init__(self):
        self.cases, self.data, self.size = [], [], 0

    def add(self, kind, configuration, count, values, tolerance):
        """values: [coefficients x frames], stored as its transpose."""
        rows = np.asarray(values, dtype=np.float64).T
        self.cases.append(dict(
            kind=kind, configuration=configuration, sampleCount=count, frameCount=rows.shape[0],
            coefficientCount=rows.shape[1], offset=self.size, tolerance=tolerance))
        self.data.append(rows.astype("<f4").ravel())
        self.size += rows.size


def main():
    goldens = Goldens()
    y = signal(5000)

    # MFCC: scales x norms x FFT lengths x hops x framing, with lifters in turn.
    framings = [{}, {"padding": "reflect"}, {"isCentered": False}]
    lifters = itertools.cycle([0, 22])
    for scale, norm, (length, bands), hop, framing in itertools.product(
            ["slaney", "htk"], ["slaney", "none"], [(400, 23), (512, 40), (2048, 128)], [300, 512], framings):
        configuration = {
            "stft": {"fftLength": length, "hopLength": hop, **framing},
            "mel": {"fftLength": length, "bandCount": bands, "scale": scale, "normalization": norm},
            "lifter": next(lifters)}
        goldens.add("mfcc", configuration, len(y), mfcc(y, configuration), 0.01)

    # What the grid leaves as it is.
    for configuration in [
            {},
            {"coefficientCount": 40, "lifter": 40.5},
            {"decibels": {"dynamicRange": None}},
            {"decibels": {"dynamicRange": 20, "reference": 0.5, "minimumPower": 1e-5}},
            {"mel": {"minimumFrequency": 300, "maximumFrequency": 8000, "bandCount": 64}},
            {"mel": {"sampleRate": 16000, "bandCount": 80}, "stft": {"hopLength": 160}},
            {"stft": {"windowLength": 1200, "window": "hamming"}},
            {"stft": {"windowLength": 1001, "window": "blackman"}},
            {"stft": {"window": "rectangular", "hopLength": 3000}}]:
        goldens.add("mfcc", configuration, len(y), mfcc(y, configuration), 0.01)

    # Signals shorter than a frame, and than the mirror.
    for count, padding in itertools.product([1, 2, 100, 1024, 1025, 1026, 2048], ["zero", "reflect"]):
        if count == 1 and padding == "reflect":
            continue
        configuration = {"stft": {"padding": padding}, "coefficientCount": 5}
        goldens.add("mfcc", configuration, count, mfcc(y[:count], configuration), 0.01)

    goldens.add("mel", {}, len(y), mel_decibels(y, {})[:, ::3], 0.01)
    for length, window in [(64, "hann"), (50, "hamming"), (30, "blackman"), (2, "rectangular")]:
        stft = {"fftLength": length, "hopLength": 500, "window": window}
        spectrum = librosa.stft(y, **stft_arguments(stft))
        goldens.add("real", stft, len(y), spectrum.real, 1e-5)
        goldens.add("imaginary", stft, len(y), spectrum.imag, 1e-5)
        goldens.add("power", stft, len(y), np.abs(spectrum) ** 2, 1e-4)
    for scale, norm in itertools.product(["slaney", "htk"], ["slaney", "none"]):
        mel = {"fftLength": 256, "bandCount": 10, "scale": scale, "normalization": norm,
               "minimumFrequency": 50}
        goldens.add("weights", mel, 0, mel_basis(mel).T, 1e-7)

    features = mfcc(y, {"stft": {"hopLength": 128}, "coefficientCount": 3})
    features = features.astype(np.float32).astype(np.float64)
    goldens.add("deltaInput", {}, len(y), features, 0)
    for width, order, (edges, mode) in itertools.product(
            [3, 5, 9], [1, 2], [("interpolated", "interp"), ("nearest", "nearest")]):
        values = librosa.feature.delta(features, width=width, order=order, mode=mode)
        goldens.add("delta", {"width": width, "order": order, "edges": edges}, 0, values, 1e-3)

    OUT.mkdir(parents=True, exist_ok=True)
    np.save(OUT / "goldens.npy", np.concatenate(goldens.data)[None].astype("<f4"))
    lines = ",\n".join(json.dumps(case, sort_keys=True) for case in goldens.cases)
    (OUT / "goldens.json").write_text("[\n" + lines + "\n]\n")
    print(len(goldens.cases), "cases,", goldens.size * 4, "bytes, librosa", librosa.__version__)


main()
