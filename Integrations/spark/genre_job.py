#!/usr/bin/env python3
"""Classifies a music library with Apache Spark: reads recordings from any store that Hadoop knows, writes Parquet.

    spark-submit --archives genre-classifier-0.1.0-linux-x86_64.tar.gz#genre genre_job.py \\
        --input s3a://music/library --output s3a://music/genres

The archive comes from `make bundle` and brings the command to the nodes; Python there needs pandas and pyarrow.
Each task pipes its recordings through one `genre-cli worker`. OUTPUT gets two tables, `answers` and `errors`, with a
folder for each chunk of recordings. A later run answers what is new: path, length, modification time and model
version tell. Docs/Cluster.md has the columns, costs and sizes.
"""

import argparse
import collections
import datetime
import glob
import hashlib
import json
import os
import queue
import re
import shutil
import struct
import subprocess
import sys
import threading
import urllib.parse
import uuid

import pyspark
from pyspark.errors import AnalysisException
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

# As `genre-cli classify --recursive` chooses files (AudioFileFinder), without `nut` and other rarities.
ENDINGS = (
    "wav wave rf64 w64 aif aiff aifc au snd caf flac ogg oga opus mp1 mp2 mp3 mpa mpga nist sph voc svx 8svx avr paf "
    "m4a m4b m4p m4r mp4 m4v mov qt 3gp 3g2 aac adts latm wma wmv asf ape wv mpc tta tak ac3 eac3 dts spx mka mkv "
    "webm weba avi flv amr awb dsf dff"
).split()
FILE = {"path": "string", "length": "bigint", "modificationTime": "timestamp"}
KEY = FILE | {"model": "string", "modelVersion": "string"}
ANSWER = KEY | {"answeredAt": "timestamp", "genre": "string", "confidence": "double", "unsure": "boolean",
                "outOfScope": "double", "duration": "double", "scores": "map<string,double>", "answer": "string"}
ERROR = KEY | {"answeredAt": "timestamp", "code": "string", "message": "string"}
ROW = ANSWER | ERROR


def schema(columns):
    return ", ".join(f"{name} {kind}" for name, kind in columns.items())


class WorkerGone(Exception):
    """The worker ended, or did not answer in time."""


class Worker:
    """One `genre-cli worker`, and the recordings sent to it that have no answer yet."""

    def __init__(self, command, timeout):
        self.command, self.timeout = command, timeout
        self.waiting = collections.deque()
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        # Read by a thread: a worker whose output nobody takes would not take input either.
        self.lines = queue.Queue()
        threading.Thread(target=self.read, args=(self.process.stdout, self.lines), daemon=True).start()
        self.write(b"genre-frames/1\n")

    @staticmethod
    def read(output, lines):
        for line in output:
            lines.put(line)
        lines.put(None)

    def write(self, data):
        try:
            self.process.stdin.write(data)
            self.process.stdin.flush()
        except (BrokenPipeError, ConnectionResetError):
            pass  # That it has ended is seen where its answer is missing.

    def send(self, record):
        self.waiting.append([record, 0])
        self.frame(record)

    def frame(self, record):
        name = record.path.encode("utf-8", "replace")
        self.write(struct.pack(">IQ", len(name), len(record.content)) + name)
        self.write(record.content)

    def line(self):
        try:
            line = self.lines.get(timeout=self.timeout)
        except queue.Empty:
            raise WorkerGone("timeout", f"no answer in {self.timeout:g} s; raise --timeout")
        if line is None:
            status = self.process.wait()
            raise WorkerGone("workerEnded", f"the worker ended with status {status}; see the executor's log")
        return json.loads(line)

    def answer(self):
        """The oldest record that waits, with its answer. One that ends the worker twice gets an error."""
        while True:
            try:
                answer = self.line()
                return self.waiting.popleft()[0], answer
            except WorkerGone as gone:
                self.waiting[0][1] += 1
                culprit = self.waiting.popleft()[0] if self.waiting[0][1] == 2 else None
                self.restart()
                if culprit is not None:
                    return culprit, {"error": {"code": gone.args[0], "message": gone.args[1]}}

    def restart(self):
        self.stop()
        self.start()
        for record, _ in self.waiting:
            self.frame(record)

    def stop(self):
        self.process.kill()
        self.process.wait()

    def finish(self):
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass
        self.process.wait(timeout=self.timeout)


def find_command(name):
    """The command: as named, from the archive called `genre`, or on PATH."""
    if name:
        return name
    for root in (pyspark.SparkFiles.getRootDirectory(), os.getcwd()):
        found = glob.glob(f"{root}/genre/bin/genre-cli") + glob.glob(f"{root}/genre/*/bin/genre-cli")
        if found:
            # Spark unpacks without the permissions.
            if not os.access(found[0], os.X_OK):
                os.chmod(found[0], 0o755)
            return found[0]
    found = shutil.which("genre-cli")
    if found:
        return found
    raise FileNotFoundError("genre-cli was not found; give --archives BUNDLE.tar.gz#genre or --command PATH")


def find_model(name):
    """A bundled model's name as it is; a file that came by --files by its path on this node."""
    path = os.path.join(pyspark.SparkFiles.getRootDirectory(), os.path.basename(name))
    return path if os.path.isfile(path) else name


def describe(command, model):
    """The model's name and version on a node: the command's version and a hash of the model."""
    command, model = find_command(command), find_model(model)
    version = subprocess.run([command, "--version"], check=True, capture_output=True, text=True).stdout.strip()
    info = subprocess.run([command, "info", model, "--format", "json"], check=True, capture_output=True).stdout
    hashed = open(model, "rb").read() if os.path.isfile(model) else info
    name = json.loads(info).get("name") or os.path.basename(model)
    return name, f"{version}+{hashlib.sha256(hashed).hexdigest()[:12]}"


def row(record, answer, model, version):
    now = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
    known = {"path": record.path, "length": record.length, "modificationTime": record.modificationTime}
    known |= {"model": model, "modelVersion": version, "answeredAt": now}
    if "error" in answer:
        return known | {"code": answer["error"]["code"], "message": answer["error"]["message"]}
    scores = {score["genre"]: score["confidence"] for score in answer["scores"]}
    known |= {name: answer.get(name) for name in ("genre", "confidence", "unsure", "outOfScope", "duration")}
    answer.pop("file", None)
    return known | {"scores": scores, "answer": json.dumps(answer, sort_keys=True)}


def classifier(options, model, version):
    """The function for mapInPandas: batches of recordings in, batches of rows out."""
    def classify(batches):
        import pandas

        limit = str(options.max_recording)
        command = [find_command(options.command), "worker", "--jobs", "1", "--model", find_model(options.model)]
        # Room for two, so that writing the next one never waits for the one before.
        command += ["--max-recording", limit, "--max-in-flight", str(2 * options.max_recording)]
        worker = Worker(command, options.timeout)
        rows = []

        def frames(least):
            if len(rows) > least:
                # Object columns: what an error has no value for stays None, and becomes null.
                values = [[row.get(name) for name in ROW] for row in rows]
                yield pandas.DataFrame(values, columns=list(ROW), dtype=object)
                rows.clear()

        try:
            for batch in batches:
                for record in batch.itertuples(index=False):
                    # One more is sent while one is classified.
                    if len(worker.waiting) == 2:
                        rows.append(row(*worker.answer(), model, version))
                    worker.send(record)
                yield from frames(99)
            while worker.waiting:
                rows.append(row(*worker.answer(), model, version))
            yield from frames(0)
            worker.finish()
        finally:
            worker.stop()

    return classify


class Store:
    """What is done with files by Hadoop's own interface."""

    def __init__(self, spark, output):
        self.hadoop = spark._jvm.org.apache.hadoop.fs
        self.configuration = spark._jsc.hadoopConfiguration()
        self.output = output.rstrip("/")

    def path(self, name):
        return self.hadoop.Path(name)

    def system(self, name):
        return self.path(name).getFileSystem(self.configuration)

    def status(self, name):
        """Path, length and modification time, or None."""
        try:
            status = self.system(name).getFileStatus(self.path(name))
            time = datetime.datetime.fromtimestamp(status.getModificationTime() / 1000, datetime.timezone.utc)
            return status.getPath().toString(), status.getLen(), time
        except Exception as error:  # Py4J has one type for all exceptions of Java
            if "FileNotFoundException" in str(error) or "IllegalArgumentException" in str(error):
                return None
            raise

    def has_runs(self, table):
        return bool(self.system(self.output).globStatus(self.path(f"{self.output}/{table}/run=*")))

    def publish(self, staging, table, run):
        """Renames a whole table into its place, so that nobody sees half of it."""
        system = self.system(self.output)
        system.mkdirs(self.path(f"{self.output}/{table}"))
        target = f"{self.output}/{table}/run={run}"
        if not system.rename(self.path(staging), self.path(target)):
            raise OSError(f"{staging} could not be renamed to {target}; is there room in {self.output}?")

    def delete(self, name):
        self.system(self.output).delete(self.path(name), True)

    def lock(self, text):
        """Two runs with one output would answer the same recordings twice."""
        name = self.path(f"{self.output}/_lock")
        system = self.system(self.output)
        try:
            stream = system.create(name, False)
        except Exception as error:
            if "FileAlreadyExists" not in str(error):
                raise
            sys.exit(f"error: {self.output}/_lock is there; another run is under way, or was killed: then delete it")
        stream.write(bytearray(text.encode()))
        stream.close()


def empty_files(store, files):
    """The files without a byte, which Spark finds and leaves out."""
    listed = {file.path for file in files.select("path").collect()}
    found = (re.sub("^file:/+", "file:/", urllib.parse.unquote(name)) for name in files.inputFiles())
    statuses = [store.status(name) for name in found if name not in listed]
    return [status for status in statuses if status and status[1] == 0]


def listing(spark, store, options):
    """Path, length and modification time of all recordings, and the paths of a list that lead to nothing."""
    if options.listing:
        names = [line.value for line in spark.read.text(options.listing).collect() if line.value.strip()]
        found = {name: store.status(name) for name in names}
        rows = [status for status in found.values() if status]
        return spark.createDataFrame(rows, schema(FILE)), [name for name, status in found.items() if not status]
    files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(options.input)
    files = files.select(*FILE)
    empty = empty_files(store, files)
    if empty:
        files = files.unionByName(spark.createDataFrame(empty, schema(FILE)))
    if options.endings != "all":
        endings = options.endings.split(",") if options.endings else ENDINGS
        files = files.where(F.lower(F.element_at(F.split("path", r"\."), -1)).isin([e.lower() for e in endings]))
    return files, []


def unanswered(spark, store, files, options, model, version):
    """What no earlier run has answered with this model; errors count as answers unless they are to be tried again."""
    for table in ["answers"] + ([] if options.retry_errors else ["errors"]):
        if store.has_runs(table):
            done = spark.read.parquet(f"{store.output}/{table}")
            done = done.where((F.col("model") == model) & (F.col("modelVersion") == version))
            files = files.join(done.select(*FILE), list(FILE), "left_anti")
    return files


def escaped(path):
    """A path that stands for itself where Hadoop expects a pattern."""
    return "".join("\\" + letter if letter in "\\*?[]{}" else letter for letter in path)


def read(spark, store, paths):
    """The files with their contents; None where none is left."""
    try:
        if paths:
            return spark.read.format("binaryFile").load([escaped(path) for path in paths])
    except AnalysisException as error:
        # Some have gone since they were listed.
        present = [path for path in paths if store.status(path)]
        if len(present) == len(paths):
            raise error
        return read(spark, store, present)
    return None


def error_frame(spark, rows, model, version):
    now = datetime.datetime.now(datetime.timezone.utc)
    made = [(path, length, time, model, version, now, code, message) for path, length, time, code, message in rows]
    return spark.createDataFrame(made, schema(ERROR))


def answer_chunk(spark, store, chunk, run, options, model, version):
    """Classifies one chunk and publishes its two tables. Answers and errors together are the chunk, each once."""
    staging = f"{store.output}/_staging/{run}"
    limit = options.max_recording << 20
    errors = [(f.path, f.length, f.modificationTime, "limitExceeded",
               f"has {f.length} bytes, more than the {limit} accepted; raise --max-recording")
              for f in chunk if f.length > limit]
    errors += [(f.path, 0, f.modificationTime, "notAudio", "is empty (0 bytes); make or fetch it again")
               for f in chunk if not f.length]
    wanted = {f.path: f for f in chunk if 0 < f.length <= limit}
    contents, rows = read(spark, store, list(wanted)), None
    if contents is not None:
        rows = contents.where(F.col("length") <= limit).mapInPandas(classifier(options, model, version), schema(ROW))
        # Written once, then read for both tables: the work is not done twice.
        rows.write.parquet(f"{staging}/rows")
        rows = spark.read.schema(schema(ROW)).parquet(f"{staging}/rows")
        for answered in rows.select("path").collect():
            wanted.pop(answered.path, None)
    errors += [(f.path, f.length, f.modificationTime, "unreadable", "could not be read; check the file and its store")
               for f in wanted.values()]
    failed = error_frame(spark, errors, model, version)
    counts = [0, len(errors)]
    if rows is not None:
        failed = failed.unionByName(rows.where("code is not null").select(*ERROR))
        answers = rows.where("code is null").select(*ANSWER)
        counts = [answers.count(), failed.count()]
    # Errors first: whatever is missing after an interruption is answered by the next run.
    if counts[1]:
        failed.coalesce(1).write.parquet(f"{staging}/errors")
        store.publish(f"{staging}/errors", "errors", run)
    if counts[0]:
        answers.coalesce(1).write.parquet(f"{staging}/answers")
        store.publish(f"{staging}/answers", "answers", run)
    store.delete(staging)
    return counts


def publish_missing(spark, store, missing, run, model, version):
    """An error for each path of a list that leads to no file, unless an earlier run has it."""
    rows = [(path, None, None, "notFound", "no such file; check the list") for path in missing]
    failed = error_frame(spark, rows, model, version)
    if store.has_runs("errors"):
        known = spark.read.parquet(f"{store.output}/errors").where("code = 'notFound'")
        columns = ["path", "model", "modelVersion"]
        failed = failed.join(known.select(columns), columns, "left_anti")
    staging = f"{store.output}/_staging/{run}"
    failed.select(*ERROR).coalesce(1).write.parquet(staging)
    store.publish(staging, "errors", run)
    print(f"{len(missing)} paths of the list lead to no file")


def chunks(files, size):
    chunk = []
    for file in files:
        chunk.append(file)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def run_job(spark, store, options):
    model, version = spark.sparkContext.parallelize([0], 1).map(
        lambda _, o=(options.command, options.model): describe(*o)).collect()[0]
    began = datetime.datetime.now(datetime.timezone.utc)
    name = f"{began:%Y%m%dT%H%M%SZ}-{uuid.uuid4().hex[:6]}"
    files, missing = listing(spark, store, options)
    todo = unanswered(spark, store, files.dropDuplicates(["path"]), options, model, version)
    # Few partitions: each is a job of its own when rows are fetched one after another.
    todo = todo.coalesce(8).persist(pyspark.StorageLevel.DISK_ONLY)
    total, done = todo.count(), [0, 0]
    print(f"{total} recordings to classify with {model} {version}", flush=True)
    for number, chunk in enumerate(chunks(todo.toLocalIterator(), options.chunk)):
        counts = answer_chunk(spark, store, chunk, f"{name}-{number:05d}", options, model, version)
        done = [a + b for a, b in zip(done, counts)]
        seconds = (datetime.datetime.now(datetime.timezone.utc) - began).total_seconds()
        print(f"{sum(done)} of {total}: {done[0]} answers, {done[1]} errors, {sum(done) / seconds:.1f} a second",
              flush=True)
    if missing:
        publish_missing(spark, store, missing, f"{name}-missing", model, version)


def parse(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--input", action="append", metavar="PATH", help="folder or pattern; may be repeated")
    source.add_argument("--listing", metavar="FILE", help="text file with a path per line")
    parser.add_argument("--output", required=True, metavar="FOLDER", help="where the tables are, or are to be")
    parser.add_argument("--model", default="best", help="bundled model, or a file sent by --files (default: best)")
    parser.add_argument("--command", metavar="PATH",
                        help="genre-cli on the nodes (default: from --archives, then PATH)")
    parser.add_argument("--endings", metavar="A,B", help="endings of files to classify, or 'all'")
    parser.add_argument("--max-recording", type=int, default=256, metavar="MIB", help="size limit (default: 256)")
    parser.add_argument("--timeout", type=float, default=600, metavar="SECONDS",
                        help="for one recording (default: 600)")
    parser.add_argument("--chunk", type=int, default=10000, metavar="N", help="recordings per published folder")
    parser.add_argument("--retry-errors", action="store_true", help="classify again what failed in an earlier run")
    options = parser.parse_args(arguments)
    if not 1 <= options.max_recording <= 1024:
        parser.error("--max-recording must be 1 to 1024")
    if options.chunk < 1 or options.timeout <= 0:
        parser.error("--chunk and --timeout must be more than 0")
    return options


def session():
    return (
        SparkSession.builder.appName("genre-classifier")
        # A batch is one recording: ten thousand of them, Spark's default, fit no memory.
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "1")
        .config("spark.sql.session.timeZone", "UTC")
        # A file that cannot be read costs its own row: what has no row in the end becomes an error.
        .config("spark.sql.files.ignoreCorruptFiles", "true")
        .config("spark.sql.files.ignoreMissingFiles", "true")
        .getOrCreate()
    )


def main():
    options = parse(sys.argv[1:])
    spark = session()
    store = Store(spark, options.output)
    store.lock(spark.sparkContext.applicationId)
    try:
        run_job(spark, store, options)
    finally:
        store.delete(f"{store.output}/_lock")
        spark.stop()


if __name__ == "__main__":
    main()
