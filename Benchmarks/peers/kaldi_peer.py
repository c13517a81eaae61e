"""kaldi-native-fbank: MFCCs of the same frames; its conventions differ.  usage: kaldi_peer.py MP3 WAV"""

import sys

import kaldi_native_fbank as kaldi
from serve import RATE, samples_of, serve


def mfcc():
    samples = samples_of(sys.argv[2])
    options = kaldi.MfccOptions()
    options.frame_opts.samp_freq = RATE
    options.frame_opts.frame_length_ms = 2048 / RATE * 1000
    options.frame_opts.frame_shift_ms = 512 / RATE * 1000
    options.frame_opts.dither = 0
    options.mel_opts.num_bins = 128
    options.num_ceps = 13

    def run():
        stream = kaldi.OnlineMfcc(options)
        stream.accept_waveform(RATE, samples)
        stream.input_finished()

    return run


serve(getattr(kaldi, "__version__", "installed"), {"mfcc": mfcc})
