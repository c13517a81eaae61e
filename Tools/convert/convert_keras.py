"""Turns a Keras network of the baseline's kind into a model file.

    pip install h5py numpy
    python Tools/convert/convert_keras.py network.h5 model.safetensors [--labels "blues classical ..."] [--check FOLDER]

The .h5 file holds a Sequential network: GRU or LSTM layers named `gru`, `gru_1`, ... or `lstm`, `lstm_1`, ...,
`layer_normalization`, `layer_normalization_1`, ... after some of them, and one `dense`, as Keras 2 and 3 save it.
What follows which layer is read from `model_config`. A GRU must have `reset_after=True`, Keras' default (its bias
has two rows); one row is a GRU that resets before, which is converted too.

Keras keeps matrices as [inputs, outputs] and a GRU's gates in the order z, r, h; here they are [outputs, inputs] and
r, z, n. An LSTM's i, f, c, o are our i, f, g, o. Where Keras has one bias, bias_hh is zero.

--check FOLDER compares with Keras' own output: `segments.npy` [count, steps, 13] and `expected_CELL.npy`
[count, classes] of probabilities.
"""
import argparse
import json
import pathlib
import sys

import h5py
import numpy as np

import feature_definition
import safetensors_writer

# The published network has an eleventh output, for a stray folder that was taken for a genre.
LABELS = "blues classical country disco hiphop jazz _stray metal pop reggae rock"


def weights_of(group):
    """All arrays under a layer's group, by the last part of their name (`kernel:0` in Keras 2, `0` in Keras 3)."""
    found = []
    group.visititems(lambda name, item: found.append((name, item[:])) if isinstance(item, h5py.Dataset) else None)
    return found


def pick(found, *names):
    """The one array whose name is among these."""
    arrays = [array for path, array in found if path.rsplit("/", 1)[-1].split(":")[0] in names]
    if len(arrays) != 1:
        sys.exit(f"expected one array named {' or '.join(names)}, found {[path for path, _ in found]}")
    return arrays[0].astype(np.float32)


def reordered(array, units):
    """z, r, h along the first axis to r, z, n."""
    return np.concatenate([array[units:2 * units], array[:units], array[2 * units:]])


def recurrent(found, cell, name):
    """The four parameters of a recurrent layer, and its cell in our words."""
    kernel, state = pick(found, "kernel").T, pick(found, "recurrent_kernel").T
    bias, units = pick(found, "bias"), state.shape[1]
    before = cell == "gru" and bias.ndim == 1
    bias_ih, bias_hh = bias if bias.ndim == 2 else (bias, np.zeros_like(bias))
    parameters = [kernel, state, bias_ih, bias_hh]
    if cell == "gru":
        parameters = [reordered(p, units) for p in parameters]
    names = ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"]
    layer = {"cell": "gruResetBefore" if before else cell, "hiddenSize": units, "isBidirectional": False,
             "hasLayerNorm": False, "dropout": 0}
    return layer, {f"{name}.{n}": np.ascontiguousarray(p) for n, p in zip(names, parameters)}


def layers_of(file, groups):
    """Name and configuration of each layer, in order; the configuration is empty where the file has none."""
    config = file.attrs.get("model_config")
    if config is None:
        return [(n.decode() if isinstance(n, bytes) else n, {}) for n in groups.attrs["layer_names"]]
    return [(layer["config"]["name"], layer["config"]) for layer in json.loads(config)["config"]["layers"]
            if "name" in layer["config"]]


def check_options(name, option, expected):
    """Stops where a layer was made with anything that our layers do not have."""
    for key, value in expected.items():
        if option.get(key, value) != value:
            sys.exit(f"layer {name} has {key} = {option[key]}; only {value} can be converted")


def convert(path):
    """Architecture and tensors of an .h5 file."""
    with h5py.File(path) as file:
        groups = file["model_weights"] if "model_weights" in file else file
        layers, tensors, epsilons = [], {}, set()
        for name, option in layers_of(file, groups):
            found = weights_of(groups[name]) if name in groups else []
            kind = name.rstrip("0123456789").rstrip("_")
            if kind in ("gru", "lstm") and found:
                check_options(name, option, {
                    "activation": "tanh", "recurrent_activation": "sigmoid", "use_bias": True, "go_backwards": False})
                layer, parameters = recurrent(found, kind, f"rnn.{len(layers)}")
                layers.append(layer)
                tensors |= parameters
            elif kind == "layer_normalization" and layers and not layers[-1]["hasLayerNorm"]:
                check_options(name, option, {"center": True, "scale": True})
                if option.get("axis", -1) not in (-1, 2, [-1], [2]):
                    sys.exit(f"layer {name} does not normalise over the last axis")
                layers[-1]["hasLayerNorm"] = True
                tensors[f"norm.{len(layers) - 1}.weight"] = pick(found, "gamma")
                tensors[f"norm.{len(layers) - 1}.bias"] = pick(found, "beta")
                epsilons.add(option.get("epsilon", 1e-3))
            elif kind == "dense" and found and "dense.weight" not in tensors:
                check_options(name, option, {"activation": "softmax"})
                tensors["dense.weight"] = np.ascontiguousarray(pick(found, "kernel").T)
                tensors["dense.bias"] = pick(found, "bias")
            elif found:
                sys.exit(f"layer {name}: only GRU or LSTM layers, layer norms after them and one dense layer are known")
    if not layers or "dense.weight" not in tensors or len(epsilons) > 1:
        sys.exit("the file holds no stack of GRU or LSTM layers with one dense layer")
    return {"inputSize": tensors["rnn.0.weight_ih_l0"].shape[1], "layers": layers, "pooling": "last",
            "dropout": 0, "classCount": len(tensors["dense.bias"]),
            "layerNormEpsilon": epsilons.pop() if epsilons else 1e-3}, tensors


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def run_layer(layer, p, x):
    """The states [batch, steps, hidden] of one layer, in double precision."""
    u, h = layer["hiddenSize"], np.zeros((len(x), layer["hiddenSize"]))
    w_i, w_h, b_i, b_h = (p[n].astype(float) for n in ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"))
    c, states = h, []
    for t in range(x.shape[1]):
        i, s = x[:, t] @ w_i.T + b_i, h @ w_h.T + b_h
        if layer["cell"] == "lstm":
            g = i + s
            c = sigmoid(g[:, u:2 * u]) * c + sigmoid(g[:, :u]) * np.tanh(g[:, 2 * u:3 * u])
            h = sigmoid(g[:, 3 * u:]) * np.tanh(c)
        else:
            r, z = sigmoid(i[:, :u] + s[:, :u]), sigmoid(i[:, u:2 * u] + s[:, u:2 * u])
            after = r * s[:, 2 * u:]
            before = (r * h) @ w_h[2 * u:].T + b_h[2 * u:]
            n = np.tanh(i[:, 2 * u:] + (before if layer["cell"] == "gruResetBefore" else after))
            h = (1 - z) * n + z * h
        states.append(h)
    return np.stack(states, 1)


def probabilities(architecture, tensors, x):
    """What the network says of sequences [batch, steps, features], computed from our parameters and formulas."""
    x = x.astype(float)
    for index, layer in enumerate(architecture["layers"]):
        prefix = f"rnn.{index}."
        x = run_layer(layer, {n[len(prefix):]: t for n, t in tensors.items() if n.startswith(prefix)}, x)
        if layer["hasLayerNorm"]:
            centred = x - x.mean(-1, keepdims=True)
            scale = np.sqrt((centred ** 2).mean(-1, keepdims=True) + architecture["layerNormEpsilon"])
            x = centred / scale * tensors[f"norm.{index}.weight"] + tensors[f"norm.{index}.bias"]
    logits = x[:, -1] @ tensors["dense.weight"].T.astype(float) + tensors["dense.bias"]
    shares = np.exp(logits - logits.max(-1, keepdims=True))
    return shares / shares.sum(-1, keepdims=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("network")
    parser.add_argument("model")
    parser.add_argument("--labels", default=LABELS, help="the labels in the order of the outputs, space between")
    parser.add_argument("--check", help="folder with segments.npy and expected_CELL.npy")
    arguments = parser.parse_args()
    architecture, tensors = convert(arguments.network)
    labels = arguments.labels.split()
    if len(labels) != architecture["classCount"]:
        sys.exit(f"{len(labels)} labels were given for {architecture['classCount']} outputs; see --labels")
    safetensors_writer.write(arguments.model, dict(sorted(tensors.items())), {
        "format": feature_definition.MODEL_FORMAT, "name": pathlib.Path(arguments.model).stem,
        "architecture": json.dumps(architecture),
        "labels": json.dumps(labels),
        "features": feature_definition.features("mfcc", architecture["inputSize"])})
    if arguments.check:
        folder = pathlib.Path(arguments.check)
        cell = "lstm" if architecture["layers"][0]["cell"] == "lstm" else "gru"
        expected = np.load(folder / f"expected_{cell}.npy")
        worst = np.abs(probabilities(architecture, tensors, np.load(folder / "segments.npy")) - expected).max()
        print(f"largest difference from Keras over {len(expected)} sequences: {worst:.2e}")
        if not worst < 1e-4:
            sys.exit("that is too much: the conversion is wrong")


if __name__ == "__main__":
    main()
