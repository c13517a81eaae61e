"""Makes small networks as Keras saves them, with what Keras computes: Tests/Fixtures/Network/keras_*.

    pip install numpy tensorflow-cpu h5py
    python Tools/goldens/make_keras_goldens.py [FOLDER]

For each of `lstm`, `gru` and `gru_reset_before`: keras_NAME.h5 (the baseline's layers in miniature, random weights) and
keras_NAME.safetensors with `inputs` [batch, steps, 4] and `probabilities` [batch, 3]. The tests convert the first
with convert_keras.py and compare with the second.
"""
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
import tensorflow as tf

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "convert"))
import safetensors_writer

LAYERS = tf.keras.layers
CELLS = {"lstm": LAYERS.LSTM, "gru": LAYERS.GRU,
         "gru_reset_before": lambda *a, **k: LAYERS.GRU(*a, reset_after=False, **k)}


def main():
    here = pathlib.Path(__file__).resolve().parents[2] / "Tests/Fixtures/Network"
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here
    for seed, (name, layer) in enumerate(CELLS.items()):
        tf.keras.backend.clear_session()
        random = np.random.default_rng(seed)
        network = tf.keras.Sequential([
            tf.keras.Input((None, 4)), layer(5, return_sequences=True), LAYERS.LayerNormalization(),
            LAYERS.Dropout(0.2), layer(4, return_sequences=True), LAYERS.LayerNormalization(), layer(3),
            LAYERS.Dense(3, activation="softmax")])
        network.set_weights([random.uniform(-1, 1, w.shape) for w in network.get_weights()])
        network.save(folder / f"keras_{name}.h5", include_optimizer=False)
        inputs = random.normal(size=(6, 11, 4)).astype(np.float32)
        tensors = {"inputs": inputs, "probabilities": network.predict(inputs, verbose=0)}
        safetensors_writer.write(folder / f"keras_{name}.safetensors", tensors, {})


if __name__ == "__main__":
    main()
