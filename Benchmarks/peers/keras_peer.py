"""Keras, with librosa where there is sound: the baseline network and its whole line.  usage: keras_peer.py MP3 WAV"""

import sys

import numpy as np
import tensorflow as tf
from clip import classify, compiled, baseline
from serve import CLASSES, FEATURES, STEPS, serve

tf.config.threading.set_intra_op_parallelism_threads(2)
BATCHES = 20


def step(cell, batch):
    """One step of fit(), which is how the original trains; the mean of twenty, because fit() takes its time to begin."""
    def prepare():
        network = baseline(cell)
        network.compile(loss="sparse_categorical_crossentropy", optimizer="adam")
        values = np.random.randn(BATCHES * batch, STEPS, FEATURES).astype("f4")
        labels = np.arange(len(values)) % CLASSES

        def run():
            network.fit(values, labels, batch_size=batch, verbose=0)
            return BATCHES

        return run

    return prepare


def segments():
    predict = compiled(baseline(tf.keras.layers.GRU))
    values = tf.constant(np.random.randn(10, STEPS, FEATURES).astype("f4"))
    return lambda: predict(values).numpy()


def clip(path):
    def prepare():
        predict = compiled(baseline(tf.keras.layers.GRU))
        return lambda: classify(path, predict)

    return prepare


layers = tf.keras.layers
serve(f"{tf.keras.__version__} (TensorFlow {tf.__version__})", {
    **{f"step-{name}-{batch}": step(cell, batch)
       for name, cell in (("gru", layers.GRU), ("lstm", layers.LSTM)) for batch in (8, 32)},
    "segments": segments, "mp3": clip(sys.argv[1]), "wav": clip(sys.argv[2])})
