"""Makes a feature cache for training from GTZAN's rebuilt log-mel spectrograms.

    pip install numpy scipy safetensors
    python Tools/convert/gtzan_cache.py MEL_FOLDER cache.safetensors [--list FILE ...] [--kind mfcc|mel] [--coefficients 13]
                                [--float16] [--exact]

MEL_FOLDER holds GENRE.safetensors: for each clip a U8 tensor `blues.00000` [frames, 128] and a U8 tensor
`blues.00000/exact` [frames], and in the metadata `max_db`, a JSON object clip -> loudest value; dB is
max_db - 80 + 80 * q / 255. Each --list names clips, one a line; without one all clips are taken.

The cache: for each clip a tensor `blues/blues.00000` [frames, coefficients], float32 unless --float16. The MFCCs of a
frame are the first coefficients of the orthonormal DCT-II of its 128 dB values; --kind mel keeps the dB values.
--exact keeps only the frames that were not interpolated. Metadata: `format`, `features` (what the values are),
`labels` (JSON array, sorted), `items` (JSON array of name, label and source) and `source`.
The same input gives the same bytes; the file is written beside its place and renamed.
"""
import argparse
import json
import pathlib
import sys

import numpy as np
from safetensors import safe_open
from scipy.fft import dct

import feature_definition
import safetensors_writer

SOURCE = "GTZAN features, rebuilt"
BANDS = 128


def wanted_clips(lists):
    """The clip names of all lists together, or None for every clip. A line may be a path: its last part counts."""
    if not lists:
        return None
    lines = [line.strip() for name in lists for line in pathlib.Path(name).read_text().splitlines()]
    names = [line.rsplit("/", 1)[-1] for line in lines if line and not line.startswith("#")]
    return {".".join(name.split(".")[:2]) for name in names}


def features_of(decibels, kind, count):
    """MFCCs [frames, count] of mel bands in dB, or the bands themselves."""
    return dct(decibels, type=2, norm="ortho", axis=-1)[:, :count] if kind == "mfcc" else decibels


def read_genre(path, wanted, exact_only):
    """Yields the name and the dB values [frames, 128] of each clip of a genre, by name."""
    with safe_open(path, framework="np") as file:
        loudest = json.loads(file.metadata()["max_db"])
        for clip in sorted(loudest):
            if wanted is not None and clip not in wanted:
                continue
            decibels = loudest[clip] - 80 + 80 * file.get_tensor(clip).astype(np.float64) / 255
            yield clip, decibels[file.get_tensor(f"{clip}/exact") == 1] if exact_only else decibels


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("mel", type=pathlib.Path)
    parser.add_argument("cache", type=pathlib.Path)
    parser.add_argument("--list", action="append", default=[], help="a file of clip names; may be repeated")
    parser.add_argument("--kind", choices=["mfcc", "mel"], default="mfcc")
    parser.add_argument("--coefficients", type=int, default=13, help="of MFCCs, 1 to 128")
    parser.add_argument("--float16", action="store_true", help="half the size, values to about three digits")
    parser.add_argument("--exact", action="store_true", help="only the frames that were not interpolated")
    arguments = parser.parse_args()
    if not 1 <= arguments.coefficients <= BANDS:
        sys.exit(f"--coefficients must be 1 to {BANDS}")
    paths = sorted(arguments.mel.glob("*.safetensors"))
    if not paths:
        sys.exit(f"{arguments.mel} holds no GENRE.safetensors")
    wanted = wanted_clips(arguments.list)
    kind, count = arguments.kind, arguments.coefficients if arguments.kind == "mfcc" else BANDS
    tensors, items = {}, []
    for path in paths:
        for clip, decibels in read_genre(path, wanted, arguments.exact):
            name = f"{path.stem}/{clip}"
            values = features_of(decibels, kind, count)
            tensors[name] = np.ascontiguousarray(values, np.float16 if arguments.float16 else np.float32)
            items.append({"name": name, "label": path.stem, "source": SOURCE})
    missing = (wanted or set()) - {item["name"].split("/")[1] for item in items}
    if missing:
        print(f"left out, as {arguments.mel} does not have them: {', '.join(sorted(missing))}", file=sys.stderr)
    if not items:
        sys.exit("no clip of the lists is there")
    safetensors_writer.write(arguments.cache, tensors, {
        "format": feature_definition.CACHE_FORMAT, "features": feature_definition.features(kind, count),
        "labels": json.dumps(sorted({item["label"] for item in items})), "items": json.dumps(items),
        "source": SOURCE})
    print(f"{len(items)} clips, {arguments.cache.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
