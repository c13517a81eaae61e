"""librosa: 13 MFCCs of 30 s, as the original's notebook takes them.  usage: librosa_peer.py MP3 WAV"""

import os
import sys

os.environ["OMP_NUM_THREADS"] = "1"
import librosa  # noqa: E402
from serve import RATE, samples_of, serve  # noqa: E402


def mfcc():
    samples = samples_of(sys.argv[2])
    return lambda: librosa.feature.mfcc(y=samples, sr=RATE, n_mfcc=13, n_fft=2048, hop_length=512)


serve(librosa.__version__, {"mfcc": mfcc})
