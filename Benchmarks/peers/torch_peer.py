"""PyTorch on so many threads: the baseline network, and MFCCs of 30 s on one.  usage: torch_peer.py MP3 WAV [THREADS]"""

import sys

import numpy as np
import torch
from serve import CLASSES, FEATURES, RATE, STEPS, UNITS, samples_of, serve

THREADS = int(sys.argv[3]) if len(sys.argv) > 3 else 2
torch.manual_seed(0)


class Baseline(torch.nn.Module):
    """Three recurrent layers, layer norm after the first two, a dense layer on the last step."""

    def __init__(self, cell):
        super().__init__()
        widths = (FEATURES, *UNITS)
        self.layers = torch.nn.ModuleList(
            cell(before, after, batch_first=True) for before, after in zip(widths, widths[1:]))
        self.norms = torch.nn.ModuleList(torch.nn.LayerNorm(width) for width in UNITS[:-1])
        self.dense = torch.nn.Linear(UNITS[-1], CLASSES)

    def forward(self, values):
        for index, layer in enumerate(self.layers):
            values = layer(values)[0]
            if index < len(self.norms):
                values = self.norms[index](values)
        return self.dense(values[:, -1])


def step(cell, batch):
    def prepare():
        network = Baseline(cell)
        optimizer = torch.optim.Adam(network.parameters(), fused=True)
        values = torch.randn(batch, STEPS, FEATURES)
        labels = torch.arange(batch) % CLASSES

        def run():
            torch.set_num_threads(THREADS)
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(network(values), labels).backward()
            optimizer.step()

        return run

    return prepare


def segments():
    network = Baseline(torch.nn.GRU).eval()
    values = torch.randn(10, STEPS, FEATURES)

    def run():
        torch.set_num_threads(THREADS)
        with torch.inference_mode():
            network(values)

    return run


def mel_filters():
    """128 triangles from 0 Hz to half the rate, in Slaney's mels and of equal area: [128, 1025]."""
    def hertz(mel):
        return np.where(mel < 15, mel * 200 / 3, 1000 * np.exp((mel - 15) * np.log(6.4) / 27))

    top = 15 + np.log(RATE / 2 / 1000) * 27 / np.log(6.4)
    edges = hertz(np.linspace(0, top, 130))
    bins = np.linspace(0, RATE / 2, 1025)
    rising = (bins - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - bins) / (edges[2:] - edges[1:-1])[:, None]
    weights = np.maximum(0, np.minimum(rising, falling)) * (2 / (edges[2:] - edges[:-2]))[:, None]
    return torch.from_numpy(weights.astype("f4"))


def mfcc():
    samples = torch.from_numpy(samples_of(sys.argv[2]))
    window, filters = torch.hann_window(2048), mel_filters()
    angles = np.pi / 128 * (np.arange(128) + 0.5) * np.arange(13)[:, None]
    cosines = np.cos(angles) * np.sqrt(2 / 128)
    cosines[0] /= np.sqrt(2)
    transform = torch.from_numpy(cosines.astype("f4"))

    def run():
        torch.set_num_threads(1)
        spectrum = torch.stft(
            samples, 2048, 512, window=window, return_complex=True, center=True, pad_mode="constant")
        decibels = 10 * torch.log10((filters @ spectrum.abs().pow(2)).clamp(min=1e-10))
        return transform @ torch.maximum(decibels, decibels.max() - 80)

    return run


serve(f"{torch.__version__}, {THREADS} threads", {
    **{f"step-{name}-{batch}": step(cell, batch)
       for name, cell in (("gru", torch.nn.GRU), ("lstm", torch.nn.LSTM)) for batch in (8, 32)},
    "segments": segments, **({"mfcc": mfcc} if THREADS == 2 else {})})
