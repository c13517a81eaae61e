"""The built server, started for a test on a free port of this machine alone."""

import json
import os
import pathlib
import re
import signal
import socket
import struct
import subprocess
import tempfile
import math
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("GENRE_WEB", ROOT / ".build/release/genre-web"))
DEMO = ROOT / "Examples/demo.mp3"


def without_ffmpeg(folder):
    """An environment in which FFmpeg's libraries are hidden behind files that are none (Linux)."""
    for name, versions in {"libavutil": range(56, 64), "libavformat": range(58, 66)}.items():
        for version in versions:
            (pathlib.Path(folder) / f"{name}.so.{version}").write_text("no library\n")
    return {"LD_LIBRARY_PATH": str(folder)}


class Server:
    def __init__(self, *options, environment=None):
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [BINARY, "--port", "0", *options], stdout=subprocess.PIPE, stderr=self.log, text=True,
            env=os.environ | (environment or {}))
        line = self.process.stdout.readline()
        match = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
        if not match:
            status = self.process.wait(10)
            self.process.stdout.close()
            raise RuntimeError(f"the server did not start: status {status}, {line!r} {self.errors()}")
        self.port = int(match.group(1))
        self.address = f"http://127.0.0.1:{self.port}"

    def errors(self):
        """All that it has said on standard error."""
        self.log.seek(0)
        return self.log.read().decode()

    def stop(self, seconds=30):
        """Ends the server as an operator does; its status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process.stdout.close()
        self.log.close()
        return self.process.returncode

    def metric(self, name):
        with urllib.request.urlopen(self.address + "/metrics", timeout=20) as answer:
            text = answer.read().decode()
        return float(re.search(rf"^{name} (\S+)$", text, re.M).group(1))

    def resident(self):
        """Memory in use and its peak, in MiB."""
        return self.memory("VmRSS"), self.memory("VmHWM")

    def memory(self, key):
        """A figure of the system's about the process, in MiB."""
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{key}:\s+(\d+)", text).group(1)) // 1024

    def connect(self, timeout=30):
        return socket.create_connection(("127.0.0.1", self.port), timeout=timeout)


def form(data, name="song.mp3", field="file", boundary="b", end=True):
    """A multipart body with one file."""
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'
    return head.encode() + data + (f"\r\n--{boundary}--\r\n".encode() if end else b"")


def head(path, length=None, method="POST", kind="multipart/form-data; boundary=b", more=""):
    lines = f"{method} {path} HTTP/1.1\r\nHost: test\r\nContent-Type: {kind}\r\n{more}"
    if length is not None:
        lines += f"Content-Length: {length}\r\n"
    return (lines + "\r\n").encode()


def read_answer(connection):
    """Status, headers and body of one answer."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            raise EOFError(f"no answer, {data!r}")
        data += more
    top, body = data.split(b"\r\n\r\n", 1)
    lines = top.decode().split("\r\n")
    headers = {key.lower(): value for key, value in (line.split(": ", 1) for line in lines[1:])}
    while len(body) < int(headers.get("content-length", 0)):
        more = connection.recv(65536)
        if not more:
            raise EOFError("the answer is cut short")
        body += more
    return int(lines[0].split()[1]), headers, body


def post(server, path, body, timeout=60, **options):
    """Sends one request on a connection of its own."""
    with server.connect(timeout) as connection:
        connection.sendall(head(path, len(body), more="Connection: close\r\n", **options) + body)
        status, headers, data = read_answer(connection)
        return status, headers, json.loads(data)


def third_model(window, **metadata):
    """The bundled GRU under the name 'third' and with windows of another length, as a model file."""
    data = (ROOT / "Sources/CGenreModels/Weights/gru.safetensors").read_bytes()
    size = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8 : 8 + size])
    header["__metadata__"] |= {"name": "third", "segments": json.dumps({"duration": window})} | metadata
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data[8 + size :]


def tune(seconds=10, rate=22050, volume=8000):
    """A WAV file: a tone with harmonics and a beat, two seconds of it again and again."""
    samples = bytearray()
    for index in range(2 * rate):
        time = index / rate
        pulse = math.exp(-4 * (time * 2 % 1))
        tone = sum(math.sin(2 * math.pi * 220 * k * time) / k for k in range(1, 5))
        samples += struct.pack("<h", int(volume * pulse * tone))
    samples = (bytes(samples) * (int(seconds) // 2 + 1))[: 2 * int(seconds * rate)]
    header = struct.pack(
        "<4sI8sIHHIIHH4sI", b"RIFF", 36 + len(samples), b"WAVEfmt ", 16, 1, 1, rate, 2 * rate, 2, 16, b"data",
        len(samples))
    return header + samples
