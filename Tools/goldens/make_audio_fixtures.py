#!/usr/bin/env python3
"""Makes the sound files and goldens of Tests/Fixtures/Audio.

Every file is made from chords that this script computes, so nothing in it is anybody's music. Beside each
sound file lies NAME.golden: what librosa.load(NAME, sr=22050) gives, as little-endian int16 (x 32767).

    pip install numpy soundfile librosa==0.11.0
    apt-get install ffmpeg lame sox flac vorbis-tools opus-tools
    python Tools/goldens/make_audio_fixtures.py
    python Tools/goldens/make_audio_fixtures.py --data PATH_TO_DATA   # also real_recordings.csv, figures of audio/wild/*.mp3
"""

import argparse
import math
import pathlib
import struct
import subprocess
import tempfile

import librosa
import numpy as np
import soundfile as sf

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "Tests/Fixtures/Audio"
SCRATCH = pathlib.Path(tempfile.mkdtemp())


def chord(rate, seconds, channels):
    """Decaying chords, another one in each channel; [frames, channels], within -0.6...0.6."""
    time = np.arange(int(rate * seconds)) / rate
    sound = np.zeros((len(time), channels))
    for channel in range(channels):
        for partial in range(1, 6):
            pitch = 110.0 * (channel + 2) * partial * 1.003**partial
            if pitch < rate / 2:
                sound[:, channel] += np.sin(2 * np.pi * pitch * time + partial) / partial
    return 0.25 * sound * np.exp(-3 * time)[:, None]


def run(*command):
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def plain(rate, seconds, channels):
    """A scratch WAV with the chord, for the encoders."""
    path = SCRATCH / f"{rate}-{seconds}-{channels}.wav"
    sf.write(path, chord(rate, seconds, channels), rate, subtype="PCM_16")
    return path


def clicks(rate, seconds):
    """A scratch WAV of two channels with the chord and clicks, at other times in each."""
    sound = chord(rate, seconds, 2)
    for channel in range(2):
        for start in np.arange(0.05 + 0.03 * channel, seconds - 0.03, 0.09):
            decay = 0.6 * np.exp(-np.arange(int(0.004 * rate)) / (0.0008 * rate))
            at = int(start * rate)
            sound[at : at + len(decay), channel] += decay * (-1.0) ** np.arange(len(decay))
    path = SCRATCH / f"clicks-{rate}.wav"
    sf.write(path, sound, rate, subtype="PCM_16")
    return path


def make_pcm():
    table = [
        ("u8.wav", "WAV", "PCM_U8", 22050, 1), ("s16.wav", "WAV", "PCM_16", 44100, 2),
        ("s24.wav", "WAV", "PCM_24", 48000, 1), ("s32.wav", "WAV", "PCM_32", 16000, 2),
        ("f32.wav", "WAV", "FLOAT", 32000, 1), ("f64.wav", "WAV", "DOUBLE", 8000, 2),
        ("alaw.wav", "WAV", "ALAW", 8000, 1), ("mulaw.wav", "WAV", "ULAW", 11025, 2),
        ("extensible.wav", "WAVEX", "PCM_24", 22050, 3), ("rf64.wav", "RF64", "PCM_16", 22050, 1),
        ("wave64.w64", "W64", "PCM_16", 24000, 1), ("s16.aiff", "AIFF", "PCM_16", 22050, 2),
        ("f32.aifc", "AIFF", "FLOAT", 22050, 1), ("s16.au", "AU", "PCM_16", 22050, 1),
        ("mulaw.au", "AU", "ULAW", 8000, 1), ("s16.caf", "CAF", "PCM_16", 22050, 1),
        ("alac.caf", "CAF", "ALAC_16", 44100, 1), ("six-channels.flac", "FLAC", "PCM_16", 12000, 6),
        ("s24.flac", "FLAC", "PCM_24", 96000, 1), ("stereo.flac", "FLAC", "PCM_16", 44100, 2),
        ("adpcm.wav", "WAV", "IMA_ADPCM", 22050, 1), ("s16.nist", "NIST", "PCM_16", 16000, 1),
        ("u8.voc", "VOC", "PCM_U8", 22050, 1), ("s16.svx", "SVX", "PCM_16", 22050, 1),
        ("s16.avr", "AVR", "PCM_16", 22050, 2), ("s16.paf", "PAF", "PCM_16", 22050, 2),
    ]  # fmt: skip
    for name, container, subtype, rate, channels in table:
        sf.write(FOLDER / name, chord(rate, 0.08, channels), rate, format=container, subtype=subtype)
    run("sox", plain(11025, 0.08, 1), "-B", "-t", "wav", FOLDER / "rifx.wav")


def make_ogg():
    run("oggenc", "-Q", "-q", "2", "--serial", "1", plain(44100, 0.2, 2), "-o", FOLDER / "vorbis.ogg")
    run("oggenc", "-Q", "-q", "2", "--serial", "2", plain(44100, 0.2, 1), "-o", FOLDER / "mono.ogg")
    run("opusenc", "--quiet", "--serial", "1", "--bitrate", "48", "--max-delay", "40", plain(48000, 0.2, 2), FOLDER / "opus.opus")
    run("flac", "--silent", "-f", "--ogg", "--serial-number=1", plain(22050, 0.08, 1), "-o", FOLDER / "flac.oga")


def make_mpeg():
    lame = ["lame", "--quiet", "--noreplaygain"]
    run(*lame, "--resample", "44.1", "-b", "96", plain(44100, 0.2, 2), FOLDER / "mpeg1.mp3")
    run(*lame, "-V", "4", plain(48000, 0.2, 2), FOLDER / "vbr.mp3")
    run(*lame, "-b", "48", plain(22050, 0.2, 2), FOLDER / "mpeg2.mp3")
    # LAME windows both channels of stereo alike; those of dual channel mode each as it needs.
    for version, rate, bit_rate in (1, 44100, "96"), (2, 22050, "64"):
        for mode, name in ("j", "clicks"), ("d", "dual"):
            path = FOLDER / f"{name}-{version}.mp3"
            run(*lame, "--resample", str(rate / 1000), "-b", bit_rate, "-m", mode, clicks(rate, 0.3), path)
    run(*lame, "-b", "16", plain(8000, 0.2, 1), FOLDER / "mpeg25.mp3")
    run(*lame, "-t", "-b", "64", plain(32000, 0.2, 1), FOLDER / "untagged.mp3")
    run(*lame, "-t", "--freeformat", "-b", "72", plain(44100, 0.2, 1), FOLDER / "free-format.mp3")
    run("ffmpeg", "-y", "-i", plain(44100, 0.2, 2), "-c:a", "mp2", "-b:a", "128k", "-f", "mp2", FOLDER / "layer2.mp2")
    run("ffmpeg", "-y", "-i", plain(44100, 0.1, 2), "-c:a", "mp2", "-b:a", "64k", "-f", "mp2", SCRATCH / "64.mp2")
    (FOLDER / "joint-stereo.mp2").write_bytes(joint_stereo((SCRATCH / "64.mp2").read_bytes(), 64000, 44100))
    (FOLDER / "layer1.mp1").write_bytes(layer_one())
    mp3 = (FOLDER / "mpeg1.mp3").read_bytes()
    noise = np.random.default_rng(1).integers(0, 256, 3000, dtype=np.uint8).tobytes()
    (FOLDER / "junk-in-front.mp3").write_bytes(b"<!-- no audio -->\n" + noise + mp3)
    tags = id3(b"APIC", b"\0image/png\0\3\0" + noise) + id3(b"TIT2", b"\0chord")
    (FOLDER / "two-tags.mp3").write_bytes(tags + bytes(100) + mp3 + b"TAG" + bytes(125))
    (FOLDER / "cut.mp3").write_bytes(mp3[: len(mp3) * 3 // 5])
    (FOLDER / "tagged.flac").write_bytes(id3(b"TIT2", b"\0chord") + (FOLDER / "stereo.flac").read_bytes())
    (FOLDER / "mpeg.wav").write_bytes(wave_of_mpeg((FOLDER / "untagged.mp3").read_bytes(), 32000))


def make_refused():
    run("ffmpeg", "-y", "-i", plain(22050, 0.08, 1), "-c:a", "aac", "-fflags", "+bitexact", FOLDER / "aac.m4a")
    run("ffmpeg", "-y", "-i", plain(22050, 0.08, 1), "-c:a", "aac", "-f", "adts", FOLDER / "aac.aac")


def id3(kind, body):
    """An ID3v2.3 tag of one frame."""
    frame = kind + struct.pack(">IH", len(body), 0) + body
    size = len(frame)
    return b"ID3\3\0\0" + bytes((size >> shift) & 0x7F for shift in (21, 14, 7, 0)) + frame


def wave_of_mpeg(stream, rate):
    """A WAV whose format tag says MPEG layer III."""
    fmt = struct.pack("<HHIIHHHHIHHH", 0x55, 1, rate, 8000, 1, 0, 12, 1, 2, 288, 1, 0)
    chunks = b"WAVE" + b"fmt " + struct.pack("<I", len(fmt)) + fmt + b"data" + struct.pack("<I", len(stream)) + stream
    return b"RIFF" + struct.pack("<I", len(chunks)) + chunks


def joint_stereo(stream, bit_rate, rate):
    """The layer II stream with headers that put the joint stereo bound above the coded subbands."""
    stream = bytearray(stream)
    at = 0
    while at + 4 <= len(stream):
        stream[at + 3] = stream[at + 3] & 0x0F | 0x70
        at += 144 * bit_rate // rate + (stream[at + 2] >> 1 & 1)
    return bytes(stream)


def layer_one():
    """A mono layer I stream at 32 kHz, 64 kbit/s: subband 1 carries a sine of eight bits, the others nothing."""
    frames = bytearray()
    for index in range(24):
        bits = "".join("0111" if band == 1 else "0000" for band in range(32))
        bits += f"{9:06b}"
        for sample in range(12):
            level = math.sin(0.35 * (12 * index + sample))
            bits += f"{int(128 + 100 * level) & 0xFF:08b}"
        payload = bytes(int(bits[at : at + 8].ljust(8, "0"), 2) for at in range(0, len(bits), 8))
        frames += (b"\xff\xff\x28\xc0" + payload).ljust(96, b"\0")
    return bytes(frames)


def make_goldens():
    for path in sorted(FOLDER.iterdir()):
        if path.suffix in (".golden", ".csv", ".m4a", ".aac") or path.name in ("mpeg.wav", "cut.mp3", "free-format.mp3", "flac.oga"):
            continue
        samples, _ = librosa.load(path, sr=22050)
        golden = np.round(samples * 32767).astype("<i2")
        path.with_name(path.name + ".golden").write_bytes(golden.tobytes())


def measure_recordings(data):
    """Length, energy and a position-dependent sum of real MP3s: they tell a shift or another filter."""
    rows = ["file,count,energy,projection\n"]
    for path in sorted((data / "audio/wild").glob("*.mp3")):
        samples = librosa.load(path, sr=22050)[0].astype(np.float64)
        wave = np.cos(0.1 * np.arange(len(samples)))
        rows.append(f"{path.name},{len(samples)},{np.sum(samples**2):.6f},{np.sum(samples * wave):.6f}\n")
    (FOLDER / "real_recordings.csv").write_text("".join(rows))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, help="folder with audio/wild/*.mp3")
    arguments = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for make in (make_pcm, make_ogg, make_mpeg, make_refused, make_goldens):
        make()
    if arguments.data:
        measure_recordings(arguments.data)


if __name__ == "__main__":
    main()
