"""What the features of the bundled networks are, in the words of the model and cache files; used by other scripts here.

Keep in step with the library's feature configuration: a model refuses features of another definition.
"""
import json

MODEL_FORMAT = "genre-model/1"
CACHE_FORMAT = "genre-features/1"


def features(kind, coefficient_count):
    """The JSON of MFCCs or of mel bands in dB, at the baseline's settings."""
    return json.dumps({
        "kind": kind, "blockDuration": 30,
        "mfcc": {
            "stft": {"fftLength": 2048, "hopLength": 512, "window": "hann", "isCentered": True, "padding": "zero"},
            "mel": {"sampleRate": 22050, "fftLength": 2048, "bandCount": 128, "minimumFrequency": 0,
                    "scale": "slaney", "normalization": "slaney"},
            "decibels": {"reference": 1, "minimumPower": 1e-10, "dynamicRange": 80},
            "coefficientCount": coefficient_count if kind == "mfcc" else 13}}, sort_keys=True)
