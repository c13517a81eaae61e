#!/usr/bin/env python3
"""The plugin for beets, in a library of made recordings, with beets from PyPI; and how the index of `genre-cli library`
takes what mutagen, with which beets writes tags, changes in files.

Usage: GENRE_CLI=.build/release/genre-cli PYTHON Tests/Beets/test_beets.py     PYTHON: one that has beets
MP3, FLAC, Ogg and MP4 are made by ffmpeg; where it is missing, WAV alone is tested.
"""
import hashlib
import json
import math
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest
import wave

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
PLUGINS = os.path.join(ROOT, "Integrations", "beets", "beetsplug")
GENRE_CLI = os.path.abspath(os.environ.get("GENRE_CLI", os.path.join(ROOT, ".build", "release", "genre-cli")))

# Answers by the name of the file, in the form of genre-cli.
STUB = """#!{python}
import json, os, sys
assert sys.argv[1:] == ["classify", "--paths-from", "-", "--null", "--format", "ndjson", "--model", "best", "--top", "10"], sys.argv
for path in sys.stdin.buffer.read().split(b"\\0")[:-1]:
    name = os.path.basename(os.fsdecode(path))
    if not os.path.exists(path) or "broken" in name:
        print(json.dumps({{"file": name, "error": {{"code": "notAudio", "message": "is not audio; choose another file"}}}}), flush=True)
        continue
    sure = "unsure" not in name
    scores = [{{"genre": "hiphop", "confidence": 0.8 if sure else 0.4}}, {{"genre": "pop", "confidence": 0.2}}]
    answer = {{"file": name, "genre": "hiphop", "confidence": scores[0]["confidence"], "unsure": not sure, "scores": scores}}
    print(json.dumps(answer), flush=True)
"""


def has_ffmpeg():
    return shutil.which("ffmpeg") is not None


def make_wave(path, pitch):
    with wave.open(path, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22050)
        samples = (int(9000 * math.sin(2 * math.pi * pitch * index / 22050)) for index in range(3 * 22050))
        file.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))


def sound(path):
    """The packets of sound in a file, without its tags."""
    return subprocess.run(
        ["ffmpeg", "-v", "error", "-i", path, "-map", "0:a", "-c", "copy", "-f", "md5", "-"],
        check=True, stdout=subprocess.PIPE).stdout


class BeetsTests(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="genre-beets-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.stub = os.path.join(self.folder, "stub")
        with open(self.stub, "w", encoding="utf-8") as file:
            file.write(STUB.format(python=sys.executable))
        os.chmod(self.stub, 0o755)
        self.music = os.path.join(self.folder, "music")
        os.mkdir(self.music)

    def configure(self, command=None, **options):
        settings = {"command": command or self.stub, **options}
        with open(os.path.join(self.folder, "config.yaml"), "w", encoding="utf-8") as file:
            json.dump({  # YAML reads JSON.
                "directory": self.music, "library": os.path.join(self.folder, "library.db"),
                "plugins": ["genreaudio"], "pluginpath": [PLUGINS], "threaded": False,
                "import": {"copy": False, "write": True, "duplicate_action": "keep"}, "genreaudio": settings}, file)

    def beet(self, *arguments, status=0):
        environment = dict(os.environ, BEETSDIR=self.folder, LANG="C.UTF-8")
        run = subprocess.run(
            [sys.executable, "-m", "beets", *arguments], env=environment, text=True, timeout=120,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.assertEqual(run.returncode, status, run.stdout)
        return run.stdout

    def add(self, name, pitch=440, genre=None, extra=()):
        """Makes a recording with a title and perhaps a genre, in the format of its ending."""
        path = os.path.join(self.music, name)
        made = os.path.join(self.folder, "made.wav")
        make_wave(made, pitch)
        if name.endswith(".wav"):
            os.rename(made, path)
        else:
            tags = ["-metadata", f"title={name}", "-metadata", "comment=kept"]
            if genre:
                tags += ["-metadata", f"genre={genre}"]
            subprocess.run(
                ["ffmpeg", "-v", "error", "-y", "-i", made, *tags, *extra, path], check=True, stdin=subprocess.DEVNULL)
        return path

    def take_in(self):
        self.beet("import", "-A", "-q", "-s", self.music)

    def genres(self):
        """The genre of each file by its name: in the library, and in the file."""
        import mediafile
        names = sorted(os.listdir(self.music))
        return {name: mediafile.MediaFile(os.path.join(self.music, name)).genre for name in names}

    def test_fills_in_only_what_is_missing_and_sure(self):
        self.configure()
        for name in ["a.wav", "unsure.wav", "broken.wav"]:
            self.add(name)
        self.take_in()
        shown = self.beet("genre-audio", "--pretend")
        self.assertIn("a.wav: Hiphop (80 %)", shown)
        self.assertNotIn("unsure.wav: ", shown)
        self.assertEqual(self.genres(), {"a.wav": None, "broken.wav": None, "unsure.wav": None})
        self.beet("genre-audio")
        self.assertEqual(self.genres(), {"a.wav": "Hiphop", "broken.wav": None, "unsure.wav": None})
        self.assertIn("Hiphop", self.beet("list", "-f", "$genres $genre"))
        self.assertNotIn("a.wav", self.beet("genre-audio", "--pretend"))
        self.assertIn("a.wav", self.beet("genre-audio", "--pretend", "--overwrite"))
        self.assertIn("unsure.wav: Hiphop (40 %)", self.beet("genre-audio", "--pretend", "--include-unsure"))
        low = self.beet("genre-audio", "--pretend", "--include-unsure", "--min-confidence", "0.5")
        self.assertNotIn("unsure.wav: ", low)

    def test_own_names_several_genres_and_import(self):
        self.configure(map={"hiphop": "Hip-Hop/Rap"}, top=2, auto=True)
        self.add("a.wav")
        self.take_in()
        self.beet("genre-audio", "--overwrite")
        import mediafile
        self.assertEqual(mediafile.MediaFile(os.path.join(self.music, "a.wav")).genres, ["Hip-Hop/Rap", "Pop"])

    def test_import_fills_in(self):
        self.configure(auto=True)
        self.add("a.wav")
        self.take_in()
        self.assertIn("Hiphop", self.beet("list", "-f", "$genres $genre"))

    def test_a_missing_or_failing_command_is_said(self):
        self.configure(command=os.path.join(self.folder, "none"))
        self.add("a.wav")
        self.take_in()
        self.assertIn("cannot be started", self.beet("genre-audio", status=1))
        self.configure(command="/bin/false")
        self.assertIn("ended early", self.beet("genre-audio", status=1))
        self.assertEqual(self.genres(), {"a.wav": None})

    @unittest.skipUnless(has_ffmpeg(), "ffmpeg is not installed")
    def test_real_answers_in_every_format(self):
        self.configure(command=GENRE_CLI, include_unsure=True)
        names = ["a.mp3", "b.flac", "c.ogg", "d.m4a", "e.opus", "f.wav", "g \u65e5\u672c.mp3"]
        for index, name in enumerate(names):
            self.add(name, pitch=200 + 40 * index)
        kept = self.add("kept.mp3", genre="Polka", extra=["-id3v2_version", "3"])
        self.take_in()
        before = {name: sound(os.path.join(self.music, name)) for name in names}
        with open(kept, "rb") as file:
            whole = hashlib.sha256(file.read()).hexdigest()
        self.beet("genre-audio")
        genres = self.genres()
        known = {"blues", "classical", "country", "disco", "hiphop", "jazz", "metal", "pop", "reggae", "rock"}
        for name in names:
            self.assertIn((genres[name] or "").lower(), known, name)
            self.assertEqual(sound(os.path.join(self.music, name)), before[name], name)
        self.assertEqual(genres["kept.mp3"], "Polka")
        with open(kept, "rb") as file:
            self.assertEqual(hashlib.sha256(file.read()).hexdigest(), whole)
        import mediafile
        self.assertEqual(mediafile.MediaFile(os.path.join(self.music, "b.flac")).comments, "kept")
        answer = subprocess.run(
            [GENRE_CLI, "classify", "--format", "ndjson", os.path.join(self.music, "a.mp3")], check=True,
            stdout=subprocess.PIPE).stdout
        self.assertEqual(json.loads(answer)["genre"], genres["a.mp3"].lower())

    @unittest.skipUnless(has_ffmpeg(), "ffmpeg is not installed")
    def test_the_index_recognises_files_that_another_program_tagged(self):
        import mutagen
        from mutagen.id3 import APIC, TIT2
        names = ["a.mp3", "b.flac", "c.ogg", "d.opus", "e.m4a", "f.wav", "g.aiff", "h.wv"]
        for index, name in enumerate(names):
            self.add(name, pitch=200 + 40 * index)
        command = [GENRE_CLI, "library", "scan", self.music, "--database", os.path.join(self.folder, "index.db")]
        first = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        self.assertIn("8 classified, 0 recognised", first)
        picture = bytes(range(256)) * 300
        for name in names:
            file = mutagen.File(os.path.join(self.music, name))
            if file.tags is None:
                file.add_tags()
            if name.endswith((".mp3", ".wav", ".aiff")):
                file.tags.add(TIT2(text="new " * 50))
                file.tags.add(APIC(data=picture, mime="image/png"))
            else:
                # Long enough that comments need pages of their own.
                file.tags["\xa9nam" if name.endswith(".m4a") else "title"] = "new " * 40_000
            file.save()
        second = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        self.assertIn("0 classified, 8 recognised", second)


if __name__ == "__main__":
    unittest.main()
