"""Tests Integrations/spark/genre_job.py on a Spark cluster of two workers on this machine.

An executor is killed in the middle; still every file has one row, in `answers` or in `errors`, equal to what the
command answers without Spark. Damaged and huge files, and names that mean something to Hadoop, are among them. A
second run answers only what is new. The command comes to the executors as an archive.

    Tools/tests/test_spark.sh        makes the archive and a Python with PySpark
    GENRE_SPARK_SONGS=120      how many songs (default: 24)
"""

import json
import math
import os
import pathlib
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import unittest
import wave

ROOT = pathlib.Path(__file__).resolve().parents[2]
JOB = ROOT / "Integrations/spark/genre_job.py"
ARCHIVE, COMMAND = os.environ["GENRE_BUNDLE"], os.environ["GENRE_CLI"]
SONGS = int(os.environ.get("GENRE_SPARK_SONGS", "24"))
AWKWARD = ["a b.wav", "1[2]{3}.wav", "100% *.wav", "é #1?.wav", "back\\slash.wav", "plus+&=,.wav"]

os.environ |= {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable, "LC_ALL": "C.UTF-8"}
sys.path.insert(0, str(JOB.parent))


def song(path, number, seconds=12, rate=22050):
    """A melody with a beat, another one for each number."""
    import numpy

    time_ = numpy.arange(int(seconds * rate)) / rate
    pitches = 110 * 2 ** (((numpy.floor(time_ * (1 + number % 5)) * (3 + number)) % 12) / 12)
    sound = numpy.sin(2 * math.pi * pitches * time_) * numpy.exp(-3 * (time_ * (2 + number % 3) % 1))
    noise = numpy.random.default_rng(number).normal(0, 0.05 * (number % 4), len(time_))
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((8000 * (sound + noise)).clip(-32000, 32000).astype("<i2").tobytes())


def make_library(folder):
    for number in range(SONGS):
        song(folder / f"disc {number % 4}" / f"{number:04d}.wav", number)
    for number, name in enumerate(AWKWARD):
        song(folder / "names" / name, 1000 + number)
    song(folder / "long.wav", 7, seconds=180, rate=44100)
    (folder / "empty.mp3").touch()
    (folder / "text.mp3").write_text("no music\n" * 100)
    whole = (folder / "disc 0/0000.wav").read_bytes()
    (folder / "cut.wav").write_bytes(whole[:30])
    (folder / "half.wav").write_bytes(whole[: len(whole) // 2])
    (folder / "cover.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(1000))
    with open(folder / "huge.wav", "wb") as file:  # Three gigabytes, of which the disk holds one block.
        file.write(b"RIFF" + struct.pack("<I", 3_000_000_000) + whole[8:44])
        file.truncate(3_000_000_000)


def submit(library, output, log, *more, master="local-cluster[2,1,1024]"):
    submit_ = pathlib.Path(sys.executable).with_name("spark-submit")
    command = [submit_, "--master", master, "--archives", f"{ARCHIVE}#genre",
               # Small tasks, so that some are done and some are not when the executor is killed.
               "--conf", "spark.sql.files.maxPartitionBytes=4m", "--conf", "spark.sql.files.openCostInBytes=1m",
               "--conf", "spark.sql.shuffle.partitions=8", "--conf", "spark.ui.enabled=false",
               "--conf", "spark.executorEnv.LC_ALL=C.UTF-8",
               JOB, "--input", library, "--output", output, "--max-recording", "64", *more]
    command = [str(part) for part in command]
    return subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd=library.parent)


def descendants(pid):
    parents = {}
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, ahead = [], [pid]
    while ahead:
        children = parents.get(ahead.pop(), [])
        found += children
        ahead += children
    return found


def command_line(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return ""


def kill_an_executor(job, output):
    """Waits until a task is done and a worker works, and kills the executor of that worker; whether it did."""
    while job.poll() is None:
        executors = [pid for pid in descendants(job.pid) if "CoarseGrainedExecutorBackend" in command_line(pid)]
        working = [pid for pid in executors if any("genre-cli" in command_line(child) for child in descendants(pid))]
        if working and list(output.glob("_staging/*/rows/_temporary/*/task_*")):
            os.kill(working[0], signal.SIGKILL)
            return True
        time.sleep(0.02)
    return False


def table(output, name):
    import pyarrow.dataset

    folders = sorted(output.glob(f"{name}/run=*"))
    return [row for folder in folders for row in pyarrow.dataset.dataset(folder).to_table().to_pylist()]


def plain(path):
    return path.removeprefix("file:")


def single_machine(paths):
    """What the command answers without Spark, by path."""
    names = b"".join(os.fsencode(path) + b"\0" for path in paths)
    command = [COMMAND, "classify", "--paths-from", "-", "--null", "--format", "ndjson"]
    lines = subprocess.run(command, input=names, capture_output=True).stdout.decode().splitlines()
    return {answer.pop("file"): answer for answer in map(json.loads, lines)}


class JobTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        make_library(cls.folder / "library")

    def run_job(self, *more, **options):
        log = self.folder / "log"
        with open(log, "w") as file:
            job = submit(self.folder / "library", self.output, file, *more, **options)
            killed = kill_an_executor(job, self.output) if "local-cluster" in str(job.args[2]) else False
            self.assertEqual(job.wait(), 0, log.read_text()[-4000:])
        return log.read_text(), killed

    def test_job(self):
        self.output, library = self.folder / "genres", self.folder / "library"
        log, killed = self.run_job()
        self.assertTrue(killed, log[-4000:])
        self.assertIn("Lost executor", log)

        files = {str(path) for path in library.rglob("*") if path.is_file() and path.suffix != ".jpg"}
        answers, errors = table(self.output, "answers"), table(self.output, "errors")
        rows = [plain(row["path"]) for row in answers + errors]
        self.assertEqual(len(rows), len(set(rows)), "a recording has two rows")
        self.assertEqual(set(rows), files)
        self.assertEqual(len({row["modelVersion"] for row in answers + errors}), 1)
        self.assertFalse([*self.output.glob("_lock"), *self.output.glob("_staging/*")], "something is left over")

        expected = single_machine(sorted(files - {str(library / "huge.wav")}))
        for row in answers:
            self.assertEqual(json.loads(row["answer"]), expected[plain(row["path"])], row["path"])
            self.assertEqual(dict(row["scores"])[row["genre"]], row["confidence"])
        for row in errors:
            if not row["path"].endswith("huge.wav"):
                self.assertEqual(row["code"], expected[plain(row["path"])]["error"]["code"], row["path"])
        self.assertEqual({pathlib.Path(row["path"]).name: row["code"] for row in errors}["huge.wav"], "limitExceeded")
        self.again(library)

    def again(self, library):
        """A second run: one file is new, one has changed, one has gone."""
        before = len(table(self.output, "answers"))
        song(library / "new.wav", 50)
        song(library / "disc 1/0001.wav", 51, seconds=13)
        (library / "disc 2/0002.wav").unlink()
        log, _ = self.run_job("--chunk", "1", master="local[1]")
        self.assertIn("2 recordings to classify", log)
        answers = table(self.output, "answers")
        self.assertEqual(len(answers), before + 2)
        self.assertEqual(len({row["path"] for row in answers}), before + 1)


class WorkerTests(unittest.TestCase):
    """What a worker does that ends, or hangs, because of one recording."""

    def answers(self, script, names, shortest=600):
        from genre_job import Worker

        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = pathlib.Path(folder.name) / "worker.py"
        path.write_text(FRAMES + script)
        worker = Worker([sys.executable, str(path)], 600)
        self.addCleanup(worker.stop)
        found = []

        def take():
            # Short for the one that never answers alone: on a busy machine the others may take their time.
            worker.timeout = shortest if worker.waiting[0][0].path == "bad" else 600
            found.append(worker.answer())

        for name in names:
            if len(worker.waiting) == 2:
                take()
            worker.send(Record(name))
        while worker.waiting:
            take()
        self.assertEqual([record.path for record, _ in found], names)
        return [answer.get("error", {}).get("code", answer.get("genre")) for _, answer in found]

    def test_that_ends(self):
        self.assertEqual(self.answers("    if name == 'bad': sys.exit(3)\n" + ANSWER, ["a", "bad", "b", "c"]),
                         ["rock", "workerEnded", "rock", "rock"])

    def test_that_hangs(self):
        self.assertEqual(self.answers("    if name == 'bad': time.sleep(600)\n" + ANSWER, ["a", "b", "bad"], shortest=1),
                         ["rock", "rock", "timeout"])

    def test_that_was_killed_for_another_reason(self):
        once = "    if name == 'b' and not os.path.exists(__file__ + '.once'):\n"
        once += "        open(__file__ + '.once', 'w').close(); os.kill(os.getpid(), 9)\n"
        self.assertEqual(self.answers(once + ANSWER, ["a", "b", "c"]), ["rock"] * 3)


class Record:
    content = b"sound" * 100000

    def __init__(self, path):
        self.path = path


FRAMES = """
import os, struct, sys, time
read = sys.stdin.buffer.read
assert read(15) == b"genre-frames/1\\n"
while header := read(12):
    lengths = struct.unpack(">IQ", header)
    name, content = read(lengths[0]).decode(), read(lengths[1])
"""
ANSWER = """
    print('{"genre": "rock", "scores": []}', flush=True)
"""


class ListingTests(unittest.TestCase):
    """Lists of paths, and what is not there when its turn comes."""

    def test_paths_that_lead_nowhere(self):
        import genre_job
        from pyspark import cloudpickle

        # As it is with spark-submit, whose Python processes do not find the file as a module.
        cloudpickle.register_pickle_by_value(genre_job)
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            song(folder / "a[1].wav", 1)
            song(folder / "b.wav", 2)
            (folder / "list").write_text(f"{folder}/a[1].wav\n{folder}/gone.wav\n\n{folder}/b.wav\n")
            options = genre_job.parse(
                ["--listing", f"{folder}/list", "--output", f"{folder}/out", "--command", COMMAND])
            spark = genre_job.session()
            self.addCleanup(spark.stop)
            store = genre_job.Store(spark, options.output)
            store.lock("one run")
            with self.assertRaises(SystemExit):
                store.lock("another at the same time")
            genre_job.run_job(spark, store, options)
            errors = table(folder / "out", "errors")
            self.assertEqual([pathlib.Path(row["path"]).name for row in errors], ["gone.wav"])
            self.assertEqual(len(table(folder / "out", "answers")), 2)

            # Nothing is left to do, and the missing path is not written twice.
            genre_job.run_job(spark, store, options)
            self.assertEqual(len(table(folder / "out", "answers") + table(folder / "out", "errors")), 3)

            # Listed, and gone before it is read.
            files, _ = genre_job.listing(spark, store, options)
            chunk = files.collect()
            (folder / "b.wav").unlink()
            options.output = f"{folder}/other"
            store = genre_job.Store(spark, options.output)
            counts = genre_job.answer_chunk(spark, store, chunk, "r", options, "m", "v")
            self.assertEqual(counts, [1, 1])
            self.assertEqual(table(folder / "other", "errors")[0]["code"], "unreadable")


if __name__ == "__main__":
    unittest.main(verbosity=1)
