#!/usr/bin/env python3
"""Makes the inputs that the fuzzers begin with: the sound fixtures of the tests, sorted by who reads them, more formats by
the command ffmpeg where it is, and small forms, tables, lists, frames and tensor files.

Usage: Tools/tests/make_fuzz_corpus.py FOLDER     makes FOLDER/TARGET/NAME; Tools/tests/fuzz.sh runs it
Needs the standard library of Python 3.8 or later, nothing else.
"""
import json
import os
import shutil
import struct
import subprocess
import sys

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
FIXTURES = os.path.join(ROOT, "Tests", "Fixtures", "Audio")

# Which target reads a fixture, by the ending of its name; the sniffer sees all of them.
BY_ENDING = {
    "wav": "wave", "w64": "wave", "mp1": "mpeg", "mp2": "mpeg", "mp3": "mpeg", "flac": "flac", "oga": "ogg",
    "ogg": "ogg", "opus": "ogg", "aiff": "sndfile", "aifc": "sndfile", "au": "sndfile", "avr": "sndfile",
    "caf": "sndfile", "nist": "sndfile", "paf": "sndfile", "svx": "sndfile", "voc": "sndfile", "aac": "foreign",
    "m4a": "foreign",
}

# What else FFmpeg makes: a name and the arguments that say the encoding.
FOREIGN = {
    "alac.m4a": ["-c:a", "alac"], "sound.wma": ["-c:a", "wmav2"], "sound.webm": ["-c:a", "libopus"],
    "sound.mka": ["-c:a", "ac3"], "sound.ac3": ["-c:a", "ac3"], "sound.eac3": ["-c:a", "eac3"],
    "sound.dts": ["-c:a", "dca", "-strict", "-2"], "sound.tta": ["-c:a", "tta"], "sound.wv": ["-c:a", "wavpack"],
    "sound.avi": ["-c:a", "adpcm_ms"], "sound.mov": ["-c:a", "pcm_s16le"], "sound.amr": ["-ar", "8000"],
    "adpcm.wav": ["-c:a", "adpcm_ima_wav"], "swf.wav": ["-c:a", "adpcm_swf"],
}


def write(folder, target, name, data):
    """Writes one input."""
    os.makedirs(os.path.join(folder, target), exist_ok=True)
    with open(os.path.join(folder, target, name), "wb") as file:
        file.write(data)


def make_sounds(folder):
    """The fixtures, and what FFmpeg makes of one of them."""
    for name in sorted(os.listdir(FIXTURES)):
        ending = name.rsplit(".", 1)[-1]
        if ending not in BY_ENDING:
            continue
        with open(os.path.join(FIXTURES, name), "rb") as file:
            data = file.read()
        for target in {BY_ENDING[ending], "sniffer"}:
            write(folder, target, name, data)
        if name in ("alac.caf", "adpcm.wav", "alaw.wav", "mpeg.wav"):
            write(folder, "foreign", name, data)
            write(folder, "sndfile", name, data)
    if shutil.which("ffmpeg"):
        make_foreign_sounds(folder)


def make_foreign_sounds(folder):
    """A tenth of a second in each encoding that this machine's FFmpeg can write."""
    os.makedirs(os.path.join(folder, "foreign"), exist_ok=True)
    for name, arguments in FOREIGN.items():
        path = os.path.join(folder, "foreign", name)
        command = ["ffmpeg", "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", "sine=440:duration=0.1", "-ac", "1"]
        done = subprocess.run(command + arguments + [path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if done.returncode != 0 and os.path.exists(path):
            os.remove(path)


def tensors(entries, metadata):
    """A safetensors file: each tensor by its name, type, shape and bytes."""
    header, data = {"__metadata__": metadata}, b""
    for name, kind, shape, content in entries:
        header[name] = {"dtype": kind, "shape": shape, "data_offsets": [len(data), len(data) + len(content)]}
        data += content
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def make_tensors(folder):
    """Small files of tensors; for the models, one with their metadata."""
    numbers = struct.pack("<4f", 1, -2, 0.5, float("inf"))
    small = tensors([("a", "F32", [2, 2], numbers), ("b", "F16", [2], b"\0\x3c\0\xc0")], {"format": "pt"})
    cache = tensors(
        [("blues/1", "F32", [1, 4], numbers)],
        {"format": "genre-features/1", "features": "{}", "labels": '["blues","rock"]',
         "items": '[{"name":"blues/1","label":"blues","silence":[[0,1]]}]'})
    teacher = tensors(
        [("blues/1", "F32", [2, 2], numbers)],
        {"format": "genre-teacher/1", "labels": '["blues","rock"]', "windowDuration": "3"})
    model = tensors(
        [("standardization.means", "F32", [4], numbers), ("standardization.scales", "F32", [4], numbers)],
        {"format": "genre-model/1", "name": "m", "labels": '["blues","rock"]', "features": "{}", "segments": "{}",
         "architecture": '{"cell":"gru","inputSize":13,"hiddenSizes":[2],"classCount":2}', "calibration": "{}",
         "networks": "1"})
    for target in ("safetensors", "model"):
        for name, data in (("small", small), ("cache", cache), ("teacher", teacher), ("model", model)):
            write(folder, target, name, data)


def make_texts(folder):
    """Forms, tables and lists."""
    head = b'--b\r\nContent-Disposition: form-data; name="file"; '
    forms = [
        b'\x05' + head + b'filename="a.mp3"\r\nContent-Type: audio/mpeg\r\n\r\ndata\r\n--b--\r\n',
        b"\x01" + head + b"filename*=utf-8''a%20b\r\n\r\n\r\n--b  \r\n" + head[5:] + b'filename="x"\r\n\r\n--bx\r\n--b--',
        b'\x02preamble\r\n' + head + b'filename="=?utf-8?B?w6Q=?="; filename*0*=utf-8\'\'%C3; filename*1=b\r\n\r\n\r\n--b--',
        b'\x03multipart/form-data; boundary="a b"; charset=utf-8',
    ]
    tables = [
        b"file,label\nblues.00000.wav,blues\n", b"label;genres\npop_or_rock;pop;rock\nspeech;\nunlabelled;?\n",
        b'clip,artist\r\nblues.00000,"A ""B"""\r\nrock/rock.00000.wav,C\r\n',
        b"\xef\xbb\xbfclip\tstart\tblues\trock\nblues.00000\t0\t0.5\t0.5\nblues.00000\t3\t1\t0\n",
    ]
    lists = [b"blues.00000\nblues/blues.00001.wav\r\n\n", b"rock/rock.00000.wav\0/a b\0", b"rock/a\xcc\x88.wav\n"]
    for target, inputs in (("multipart", forms), ("csv", tables), ("lists", lists)):
        for number, data in enumerate(inputs):
            write(folder, target, str(number), data)


def make_frames(folder):
    """Frames of recordings: whole, with a name that is not UTF-8, cut, and with lengths that lie."""
    def frame(name, data):
        return struct.pack(">IQ", len(name), len(data)) + name + data

    magic = b"genre-frames/1\n"
    write(folder, "frames", "two", magic + frame(b"a", b"RIFF") + frame(b"\xff", b""))
    write(folder, "frames", "cut", magic + frame(b"a", b"12345678")[:-3])
    write(folder, "frames", "lies", magic + struct.pack(">IQ", 1, 1 << 63) + b"a")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for make in (make_sounds, make_tensors, make_texts, make_frames):
        make(sys.argv[1])


if __name__ == "__main__":
    main()
