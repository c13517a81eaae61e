#!/usr/bin/env python3
"""`genre-cli tag` and its undo, on files of every format, compared before and after by mutagen and ffmpeg.

Usage: GENRE_CLI=.build/release/genre-cli PYTHON Tests/Tags/test_tags.py     PYTHON: one that has mutagen
The files are made by ffmpeg and mutagen at that moment; without ffmpeg the test is skipped.
"""
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import mutagen
import mutagen.apev2
import mutagen.flac
import mutagen.id3
import mutagen.mp4

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
GENRE_CLI = os.path.abspath(os.environ.get("GENRE_CLI", os.path.join(ROOT, ".build", "release", "genre-cli")))

# Name of the file and how ffmpeg makes it.
KINDS = {
    "v23.mp3": ["-c:a", "libmp3lame", "-id3v2_version", "3"],
    "v24.mp3": ["-c:a", "libmp3lame", "-id3v2_version", "4", "-write_id3v1", "0"],
    "bare.mp3": ["-c:a", "libmp3lame", "-id3v2_version", "0", "-map_metadata", "-1"],
    "a.flac": ["-c:a", "flac"],
    "a.ogg": ["-c:a", "libvorbis"],
    "a.opus": ["-c:a", "libopus"],
    "front.m4a": ["-c:a", "aac", "-movflags", "+faststart"],
    "behind.m4a": ["-c:a", "aac"],
    "bare.m4a": ["-c:a", "aac", "-map_metadata", "-1", "-fflags", "+bitexact", "-movflags", "+faststart"],
    "a.wav": ["-c:a", "pcm_s16le"],
    "a.aiff": ["-c:a", "pcm_s16be", "-write_id3v2", "1"],
    "a.wv": ["-c:a", "wavpack"],
}


def make(path, options):
    subprocess.run(
        ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "anoisesrc=r=44100:d=2:seed=3", *options,
         "-metadata", "title=A title", "-metadata", "comment=Grüße", path], check=True)


def enrich(path):
    """Adds what taggers lose: pictures, chapters, frames of old versions, unknown frames."""
    name = os.path.basename(path)
    if name.startswith("bare"):
        return
    if path.endswith(".mp3"):
        file = mutagen.id3.ID3(path, translate=False)
        file.add(mutagen.id3.APIC(encoding=0, mime="image/png", type=3, desc="front", data=b"\x89PNG" + bytes(5000)))
        file.add(mutagen.id3.APIC(encoding=0, mime="image/png", type=4, desc="back", data=b"\x89PNG" + bytes(300)))
        file.add(mutagen.id3.PRIV(owner="x", data=b"\xff\x00\xff\xe0"))
        file.add(mutagen.id3.TXXX(encoding=1, desc="MOOD", text=["dark"]))
        file.add(mutagen.id3.CHAP(element_id="c1", start_time=0, end_time=500, sub_frames=[
            mutagen.id3.TIT2(encoding=0, text=["One"])]))
        file.add(mutagen.id3.CTOC(element_id="t", flags=3, child_element_ids=["c1"], sub_frames=[]))
        if "v23" in name:
            for frame in (mutagen.id3.TYER(encoding=0, text=["1999"]), mutagen.id3.TDAT(encoding=0, text=["0102"]),
                          mutagen.id3.TSIZ(encoding=0, text=["77"])):
                file.add(frame)
            file.save(path, v1=2, v2_version=3)
        else:
            file.save(path, v1=0, v2_version=4)
    elif path.endswith(".flac"):
        file = mutagen.flac.FLAC(path)
        for kind in (3, 4):
            picture = mutagen.flac.Picture()
            picture.type, picture.mime, picture.data = kind, "image/png", b"\x89PNG" + bytes(4000)
            file.add_picture(picture)
        file["lowercase_Name"] = ["one", "two"]
        file.save()
    elif path.endswith(".m4a"):
        file = mutagen.mp4.MP4(path)
        file["covr"] = [mutagen.mp4.MP4Cover(bytes(3000)), mutagen.mp4.MP4Cover(bytes(200))]
        file["----:com.apple.iTunes:OWN"] = [b"value"]
        file["geID"] = [7]
        file.save()
    elif path.endswith((".ogg", ".opus")):
        file = mutagen.File(path)
        file["metadata_block_picture"] = ["QUJD" * 30000]
        file["lowercase_name"] = ["one", "two"]
        file.save()
    elif path.endswith(".wv"):
        file = mutagen.apev2.APEv2(path)
        file["Cover Art (Front)"] = mutagen.apev2.APEValue(b"x\0" + bytes(2000), mutagen.apev2.BINARY)
        file.save()
    elif path.endswith((".wav", ".aiff")):
        file = mutagen.File(path)
        if file.tags is None:
            file.add_tags()
        file.tags.add(mutagen.id3.APIC(encoding=0, mime="image/png", type=3, desc="", data=bytes(501)))
        file.tags.add(mutagen.id3.TXXX(encoding=3, desc="OWN", text=["value"]))
        file.save()


def is_genre(key):
    return key.split(":")[0].lower() in ("genre", "tcon", "\xa9gen", "gnre")


def tags(path):
    """Every tag but the genre, with its bytes; and the genres."""
    if path.endswith(".mp3"):
        try:
            read = mutagen.id3.ID3(path, translate=False)
        except mutagen.id3.ID3NoHeaderError:
            return {}, []
        others = {key: repr(frame) + repr(getattr(frame, "data", "")) for key, frame in read.items() if not is_genre(key)}
        others["version"] = repr(read.version) if others else ""
        return others, [str(text) for frame in read.getall("TCON") for text in frame.text]
    file = mutagen.File(path)
    others, genres = {}, []
    for key in (file.tags.keys() if file.tags is not None else []):
        value = file.tags[key]
        if is_genre(key):
            genres += value.text if hasattr(value, "text") else [str(item) for item in value]
        else:
            others[key] = repr(value) + repr(getattr(value, "data", ""))
    for picture in getattr(file, "pictures", []):
        others[f"picture {picture.type}"] = hashlib.md5(picture.write()).hexdigest()
    return others, genres


def sound(path):
    """The packets of sound in a file, without its tags, and the samples that they decode to."""
    return [subprocess.run(
        ["ffmpeg", "-v", "error", "-i", path, "-map", "0:a", *options, "-f", "md5", "-"],
        check=True, stdout=subprocess.PIPE).stdout for options in (["-c", "copy"], [])]


@unittest.skipUnless(shutil.which("ffmpeg"), "needs ffmpeg (Tools/setup.sh test)")
class TagTests(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="genre-tags-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.music = os.path.join(self.folder, "music")
        os.mkdir(self.music)
        self.journal = os.path.join(self.folder, "tags.ndjson")

    def add(self, *names):
        paths = []
        for name in names:
            path = os.path.join(self.music, name)
            make(path, KINDS[name])
            enrich(path)
            paths.append(path)
        return paths

    def run_command(self, *arguments):
        return subprocess.run(
            [GENRE_CLI, *arguments, "--journal", self.journal], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            encoding="utf-8", check=False)

    def tag(self, *arguments):
        return self.run_command("tag", "--model", "gru", "--include-unsure", *arguments)

    def test_every_format(self):
        paths = self.add(*KINDS)
        before = {path: (tags(path), sound(path)) for path in paths}
        with open(paths[0], "rb") as file:
            first = file.read()
        shown = self.tag(*paths)
        self.assertEqual(shown.returncode, 0, shown.stderr)
        self.assertEqual(shown.stdout.count("would write genre "), len(paths), shown.stdout)
        self.assertFalse(os.path.exists(self.journal))
        with open(paths[0], "rb") as file:
            self.assertEqual(file.read(), first)

        written = self.tag("--write", "--top", "2", *paths)
        self.assertEqual(written.returncode, 0, written.stderr)
        for path in paths:
            with self.subTest(os.path.basename(path)):
                (others, genres), heard = before[path]
                now, now_genres = tags(path)
                others.setdefault("version", now.get("version")) if path.endswith("bare.mp3") else None
                self.assertEqual(genres, [])
                self.assertEqual({key: value for key, value in now.items() if value},
                                 {key: value for key, value in others.items() if value})
                self.assertEqual(len(now_genres), 2, now_genres)
                self.assertEqual(sound(path), heard)
        self.assertEqual([name for name in os.listdir(self.music) if name.startswith(".")], [])
        again = self.tag("--write", *paths)
        self.assertEqual(again.stdout.count("skipped, genre is "), len(paths), again.stdout)

        undone = self.run_command("tag", "--undo")
        self.assertEqual(undone.returncode, 0, undone.stderr)
        self.assertEqual(undone.stdout.count("removed genre, was "), len(paths), undone.stdout)
        for path in paths:
            with self.subTest(os.path.basename(path)):
                self.assertEqual(tags(path)[1], [])
                self.assertEqual(sound(path), before[path][1])
        self.assertEqual(self.run_command("tag", "--undo").returncode, 66)

    def test_undo_leaves_what_was_changed_since(self):
        path, other = self.add("v23.mp3", "a.flac")
        self.assertEqual(self.tag("--write", path, other).returncode, 0)
        file = mutagen.flac.FLAC(other)
        file["genre"] = ["Mine"]
        file.save()
        undone = self.run_command("tag", "--undo")
        self.assertIn("changed since to Mine", undone.stdout)
        self.assertEqual(tags(other)[1], ["Mine"])
        self.assertEqual(tags(path)[1], [])

    def test_overwriting_and_undo_bring_back_the_bytes(self):
        path, = self.add("v23.mp3")
        file = mutagen.id3.ID3(path, translate=False)
        file.add(mutagen.id3.TCON(encoding=1, text=["Ölmusik"]))
        file.save(path, v1=2, v2_version=3)
        with open(path, "rb") as file:
            first = file.read()
        self.assertIn("skipped, genre is Ölmusik", self.tag("--write", path).stdout)
        names = os.path.join(self.folder, "names.csv")
        with open(names, "w", encoding="utf-8") as file:
            for genre in json.loads(subprocess.check_output([GENRE_CLI, "classify", "--model", "gru", "--format", "json", path]))["scores"]:
                file.write(f"{genre['genre']},Ø own\n")
        written = self.tag("--write", "--overwrite", "--map", names, path)
        self.assertIn("wrote genre Ø own, was Ölmusik", written.stdout)
        self.assertEqual(tags(path)[1], ["Ø own"])
        self.run_command("tag", "--undo")
        with open(path, "rb") as file:
            self.assertEqual(file.read(), first)

    def test_other_fields(self):
        paths = self.add("v23.mp3", "a.flac", "front.m4a", "a.wv")
        self.assertEqual(self.tag("--write", "--field", "sound_genre", *paths).returncode, 0)
        self.assertTrue(mutagen.id3.ID3(paths[0]).getall("TXXX:SOUND_GENRE"))
        self.assertTrue(mutagen.File(paths[1])["sound_genre"])
        self.assertTrue(mutagen.File(paths[2])["----:com.apple.iTunes:SOUND_GENRE"])
        self.assertTrue(mutagen.apev2.APEv2(paths[3])["sound_genre"])
        self.assertEqual(self.tag("--field", "title", *paths).returncode, 64)

    def test_permissions_links_times(self):
        path, = self.add("a.flac")
        os.chmod(path, 0o640)
        os.utime(path, (1_000_000_000, 1_000_000_000))
        try:
            os.setxattr(path, "user.note", b"kept")
        except OSError:
            pass
        link = os.path.join(self.folder, "link.flac")
        os.symlink(path, link)
        self.assertEqual(self.tag("--write", "--links", "refuse", link).returncode, 73)
        self.assertEqual(tags(path)[1], [])
        self.assertEqual(self.tag("--write", "--keep-times", link).returncode, 0)
        self.assertTrue(os.path.islink(link))
        self.assertEqual(len(tags(path)[1]), 1)
        self.assertEqual(os.stat(path).st_mode & 0o7777, 0o640)
        self.assertEqual(os.stat(path).st_mtime, 1_000_000_000)
        if hasattr(os, "listxattr") and "user.note" in os.listxattr(path):
            self.assertEqual(os.getxattr(path, "user.note"), b"kept")

    def test_refused_files_stay(self):
        path, hard = self.add("a.flac", "v24.mp3")
        os.chmod(path, 0o444)
        os.link(hard, os.path.join(self.folder, "second.mp3"))
        before = [(tags(one), sound(one)) for one in (path, hard)]
        outcome = self.tag("--write", path, hard)
        self.assertEqual(outcome.returncode, 73, outcome.stderr)
        self.assertIn("read-only; change its permissions", outcome.stderr)
        self.assertIn("hard links", outcome.stderr)
        self.assertEqual([(tags(one), sound(one)) for one in (path, hard)], before)

    def test_damaged_files_stay(self):
        for name in KINDS:
            path, = self.add(name)
            with open(path, "rb") as file:
                whole = file.read()
            for part in (whole[:len(whole) // 2], whole[:60], whole[:9] + b"\xff" * 40 + whole[49:]):
                with open(path, "wb") as file:
                    file.write(part)
                self.tag("--write", path)
                shown = self.tag("--write", "--overwrite", path)
                self.assertGreaterEqual(shown.returncode, 0, shown.stderr)
        self.assertEqual([name for name in os.listdir(self.music) if name.startswith(".")], [])

    def test_killed(self):
        names = list(KINDS)
        paths = self.add(*names)
        heard = {path: sound(path) for path in paths}
        others = {path: {key: value for key, value in tags(path)[0].items() if value} for path in paths}
        for delay in (0.1, 0.3, 0.6, 1.0):
            process = subprocess.Popen(
                [GENRE_CLI, "tag", "--model", "gru", "--include-unsure", "--write", "--overwrite", "--journal",
                 self.journal, *paths], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
            process.wait()
            for path in paths:
                self.assertEqual(sound(path), heard[path])
                now = {key: value for key, value in tags(path)[0].items() if value and key != "version"}
                others[path].pop("version", None)
                self.assertEqual(now, others[path])

    def test_full_disk(self):
        place = os.path.join(self.folder, "small")
        os.mkdir(place)
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=900k", "tmpfs", place], stderr=subprocess.DEVNULL, check=False)
        if mounted.returncode != 0:
            self.skipTest("needs the right to mount")
        self.addCleanup(subprocess.run, ["umount", place], check=False)
        path, = self.add("a.wav")
        shutil.copy(path, place)
        with open(os.path.join(place, "filler"), "wb") as file:
            file.write(bytes(600_000))
        target = os.path.join(place, "a.wav")
        before = (tags(target), sound(target))
        outcome = self.tag("--write", target)
        self.assertEqual(outcome.returncode, 73, outcome.stderr)
        self.assertIn("no space left", outcome.stderr)
        self.assertEqual((tags(target), sound(target)), before)
        self.assertEqual(sorted(os.listdir(place)), ["a.wav", "filler"])

    def test_library(self):
        paths = self.add("v23.mp3", "a.flac", "a.ogg")
        database = os.path.join(self.folder, "library.db")
        scan = [GENRE_CLI, "library", "scan", self.music, "--model", "gru", "--database", database]
        subprocess.run(scan, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        tagged = self.run_command("library", "tag", "--include-unsure", "--write", "--database", database)
        self.assertEqual(tagged.returncode, 0, tagged.stderr)
        self.assertEqual(tagged.stdout.count("wrote genre"), 3, tagged.stdout)
        self.assertTrue(all(len(tags(path)[1]) == 1 for path in paths))
        again = subprocess.run(scan, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
        self.assertIn("3 recognised by their sound", again)
        # Another sound under the same name is not given the answer of the first.
        make(os.path.join(self.music, "v23.mp3"), ["-y", "-t", "1", *KINDS["v23.mp3"]])
        other = self.run_command("library", "tag", "--include-unsure", "--write", "--database", database)
        self.assertEqual(other.returncode, 1, other.stderr)
        self.assertIn("has another sound than at the last scan", other.stderr)
        self.assertEqual(tags(paths[0])[1], [])


if __name__ == "__main__":
    if not os.access(GENRE_CLI, os.X_OK):
        sys.exit(f"{GENRE_CLI} is missing; build it with: swift build -c release --product genre-cli")
    unittest.main(verbosity=1)
