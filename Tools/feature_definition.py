"""What the features of the bundled networks are, in the words of the model and cache files; used by other scripts here.

Keep in step with the library's feature configuration: a model refuses features of another definition.
"""
import json

MODEL_FORMAT = "genre-model/1"
CACHE_FORMAT = "genre-features/1"


def features(kind, coefficient_count):
    """The JSON of MFCCs or of mel bands in dB, at the README's settings."""
    return json.dumps({
        "kind": kind, "sampleRate": 22050, "fftLength": 2048, "hopLength": 512, "window": "hann",
        "isCentred": True, "bandCount": 128, "scale": "slaney", "normalization": "slaney",
        "dynamicRange": 80, "coefficientCount": coefficient_count}, sort_keys=True)
