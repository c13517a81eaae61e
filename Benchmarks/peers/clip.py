"""librosa and Keras: the genre of a file, as the original's notebook finds it; untrained, which changes no time.

usage: clip.py FILE     a fresh process, from its start to its answer
"""

import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import librosa  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from serve import CLASSES, FEATURES, RATE, STEPS, UNITS  # noqa: E402


def baseline(cell):
    """The baseline network."""
    layers = tf.keras.layers
    return tf.keras.Sequential([
        tf.keras.Input((None, FEATURES)),
        cell(UNITS[0], return_sequences=True), layers.LayerNormalization(),
        cell(UNITS[1], return_sequences=True), layers.LayerNormalization(),
        cell(UNITS[2]), layers.Dense(CLASSES, activation="softmax")])


def compiled(network):
    """The network as one graph, which is faster for a small batch than predict()."""
    return tf.function(lambda values: network(values, training=False), reduce_retracing=True)


def classify(path, predict):
    """The mean of the windows' probabilities."""
    samples, _ = librosa.load(path, sr=RATE)
    coefficients = librosa.feature.mfcc(y=samples, sr=RATE, n_mfcc=FEATURES, n_fft=2048, hop_length=512).T
    count = len(coefficients) // STEPS
    windows = coefficients[:count * STEPS].reshape(count, STEPS, FEATURES)
    return np.mean(predict(tf.constant(windows)).numpy(), axis=0)


if __name__ == "__main__":
    print(classify(sys.argv[1], compiled(baseline(tf.keras.layers.GRU))))
