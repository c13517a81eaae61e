"""Writes safetensors files whose bytes depend on their contents alone; used by the other scripts here.

    pip install numpy

The `safetensors` package orders the metadata at random, so the same call gives different files. Here metadata are
sorted by key and tensors lie in the order given. The file is written beside its place and renamed: a killed run
leaves no half of it.
"""
import json
import os
import pathlib

import numpy as np

TYPES = {"float32": "F32", "float16": "F16", "uint8": "U8", "int32": "I32", "int64": "I64"}


def write(path, tensors, metadata):
    """Writes a dict of numpy arrays and a dict of strings."""
    header, offset = {"__metadata__": dict(sorted(metadata.items()))}, 0
    for name, array in tensors.items():
        header[name] = {"dtype": TYPES[array.dtype.name], "shape": list(array.shape),
                        "data_offsets": [offset, offset + array.nbytes]}
        offset += array.nbytes
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    path = pathlib.Path(path)
    beside = path.with_name(f"{path.name}.partial-{os.getpid()}")
    try:
        with open(beside, "wb") as file:
            file.write(len(text).to_bytes(8, "little") + text)
            for array in tensors.values():
                file.write(np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<")).tobytes())
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
