"""The built server under bad requests, slow and vanishing clients, load, and SIGTERM: on loopback, bounded in time.

    python3 Tests/Server/test_server.py          GENRE_LOAD_SECONDS=60 for a long load

Needs the built server (swift build -c release --product genre-web) and nothing but the standard library.
"""

import concurrent.futures
import contextlib
import glob
import json
import os
import pathlib
import signal
import socket
import sys
import tempfile
import threading
import time
import unittest

from server import DEMO, ROOT, Server, form, head, post, read_answer, third_model, tune, without_ffmpeg

LOAD_SECONDS = float(os.environ.get("GENRE_LOAD_SECONDS", "4"))
SONG = DEMO.read_bytes()


class ServerCase(unittest.TestCase):
    options = ()

    @classmethod
    def setUpClass(cls):
        cls.server = Server(*cls.options)

    @classmethod
    def tearDownClass(cls):
        status = cls.server.stop()
        assert status == 0, f"the server ended with {status}"

    def wait_for(self, name, value, seconds=10):
        end = time.monotonic() + seconds
        while self.server.metric(name) != value:
            self.assertLess(time.monotonic(), end, f"{name} is {self.server.metric(name)}, not {value}")
            time.sleep(0.02)


class BadRequests(ServerCase):
    def answer(self, *pieces, pause=0.0):
        with self.server.connect(20) as connection:
            for piece in pieces:
                connection.sendall(piece)
                time.sleep(pause)
            return read_answer(connection)

    def test_no_http(self):
        for nonsense in [b"hello\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 9, b"GET / HTTP/9.9\r\n\r\n",
                         b"POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n", b"GET / HTTP/1.1\r\nbad header\r\n\r\n",
                         b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
                         b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"]:
            with self.subTest(nonsense=nonsense[:40]):
                status, headers, body = self.answer(nonsense)
                self.assertEqual(status, 400)
                self.assertEqual(headers["connection"], "close")
                self.assertEqual(json.loads(body)["error"]["code"], "bad_request")

    def test_headers_without_end(self):
        status, _, body = self.answer(b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"y" * 40_000 + b"\r\n\r\n")
        self.assertEqual((status, json.loads(body)["error"]["code"]), (431, "headers_too_large"))

    def test_refused_before_it_is_sent(self):
        # The client waits for leave to send, and never gets it; it can then send nothing more.
        began = time.monotonic()
        status, headers, body = self.answer(
            head("/predict/gru", 10 << 30, more="Expect: 100-continue\r\n"))
        self.assertEqual((status, json.loads(body)["error"]["code"]), (413, "too_large"))
        self.assertEqual(headers["connection"], "close")
        self.assertLess(time.monotonic() - began, 2)

    def test_continue(self):
        body = form(SONG)
        with self.server.connect() as connection:
            connection.sendall(head("/predict/gru", len(body), more="Expect: 100-continue\r\n"))
            self.assertEqual(connection.recv(1000), b"HTTP/1.1 100 Continue\r\n\r\n")
            connection.sendall(body)
            self.assertEqual(read_answer(connection)[0], 200)

    def test_no_leave_to_send_what_is_refused(self):
        for path, kind, code in [("/predict/cnn", "audio/wav", "unknown_model"), ("/nowhere", "audio/wav", "not_found"),
                                 ("/predict/gru", "application/json", "unsupported_type")]:
            with self.subTest(code):
                _, _, body = self.answer(head(path, 1000, kind=kind, more="Expect: 100-continue\r\n"))
                self.assertEqual(json.loads(body)["error"]["code"], code)

    def test_answer_is_seen_by_one_who_goes_on_sending(self):
        body = form(SONG, field="song") + b"x" * (8 << 20)
        with self.server.connect() as connection:
            connection.sendall(head("/predict/cnn", len(body)) + body[: 1 << 20])
            status, headers, data = read_answer(connection)
            self.assertEqual((status, json.loads(data)["error"]["code"]), (400, "unknown_model"))
            self.assertEqual(headers["connection"], "close")

    def test_chunked_and_byte_by_byte(self):
        body = form(SONG)
        chunks = b"".join(
            b"%x\r\n%s\r\n" % (len(body[at : at + 1777]), body[at : at + 1777]) for at in range(0, len(body), 1777))
        status, _, data = self.answer(
            head("/predict/gru", more="Transfer-Encoding: chunked\r\n") + chunks + b"0\r\n\r\n")
        self.assertEqual(status, 200)
        short = form(b"la la la la la")
        status, _, refusal = self.answer(
            head("/predict/gru", len(short)), *(bytes([byte]) for byte in short), pause=0.001)
        self.assertEqual((status, json.loads(refusal)["error"]["code"]), (422, "not_audio"))
        self.assertEqual(json.loads(data)["genre"], post(self.server, "/predict/gru", form(SONG))[2]["genre"])

    def test_one_connection_many_requests(self):
        with self.server.connect() as connection:
            for kind in (SONG, b"words", SONG, b""):
                body = form(kind)
                connection.sendall(head("/predict/gru", len(body)) + body)
                self.assertEqual(read_answer(connection)[0], 200 if kind == SONG else 422)

    def test_log_has_no_names_and_no_contents(self):
        body = form(b"secret words", name="secret-name.mp3")
        post(self.server, "/api/classify?model=gru&name=secret-query", body)
        log = self.server.errors()
        self.assertIn("route=/api/classify", log)
        self.assertIn("status=422", log)
        self.assertNotIn("secret", log)


class SlowAndVanishing(ServerCase):
    options = ("--idle-timeout", "1", "--upload-timeout", "3", "--workers", "1", "--queue", "8")

    def test_stops_sending(self):
        body = form(SONG)
        with self.server.connect() as connection:
            connection.sendall(head("/predict/gru", len(body)) + body[:1000])
            status, headers, data = read_answer(connection)
        self.assertEqual((status, json.loads(data)["error"]["code"]), (408, "upload_timeout"))
        self.assertEqual(headers["connection"], "close")
        self.wait_for("genre_upload_memory_bytes", 0)

    def test_trickles(self):
        body = form(SONG)
        with self.server.connect() as connection:
            connection.sendall(head("/predict/gru", len(body)))
            began = time.monotonic()
            for byte in body:
                try:
                    connection.sendall(bytes([byte]))
                except OSError:
                    break
                if time.monotonic() - began > 4:
                    break
                time.sleep(0.05)
            self.assertEqual(read_answer(connection)[0], 408)

    def test_never_ends_its_headers(self):
        with self.server.connect() as connection:
            began = time.monotonic()
            try:
                while time.monotonic() - began < 8:
                    connection.sendall(b"GET / HTTP/1.1\r\n" if time.monotonic() - began < 0.1 else b"X: y\r\n")
                    time.sleep(0.2)
                    connection.settimeout(0.01)
                    try:
                        if connection.recv(100) == b"":
                            break
                    except TimeoutError:
                        pass
                    connection.settimeout(20)
            except OSError:
                pass
            self.assertLess(time.monotonic() - began, 7)

    def test_vanishes_while_it_sends(self):
        body = form(tune(20))
        for _ in range(5):
            connection = self.server.connect()
            connection.sendall(head("/predict/gru", len(body)) + body[: len(body) // 2])
            connection.close()
        self.wait_for("genre_upload_memory_bytes", 0)
        self.wait_for("genre_http_requests_in_progress", 1)

    def test_vanishes_while_it_waits(self):
        long = form(tune(700))
        connections = []
        for _ in range(4):
            connection = self.server.connect()
            connection.sendall(head("/api/classify?model=gru,lstm", len(long)) + long)
            connections.append(connection)
        end = time.monotonic() + 10
        while self.server.metric("genre_queue_waiting") < 1 and time.monotonic() < end:
            time.sleep(0.005)
        for connection in connections:
            connection.close()
        began = time.monotonic()
        self.wait_for("genre_workers_busy", 0, seconds=5)
        self.wait_for("genre_queue_waiting", 0, seconds=5)
        self.assertLess(time.monotonic() - began, 2)
        self.wait_for("genre_upload_memory_bytes", 0)


    def test_vanishes_while_it_waits_behind_another(self):
        long, short = form(tune(1400)), form(SONG)
        running = self.server.connect()
        waiting = [self.server.connect() for _ in range(2)]
        try:
            running.sendall(head("/api/classify?model=best,gru,lstm", len(long)) + long)
            self.wait_for("genre_workers_busy", 1)
            for connection in waiting:
                connection.sendall(head("/predict/gru", len(short)) + short)
            self.wait_for("genre_queue_waiting", 2)
            for connection in waiting:
                connection.close()
            self.wait_for("genre_queue_waiting", 0, seconds=1)
            self.assertEqual(self.server.metric("genre_workers_busy"), 1)
            # Two requests are left: the one that is heard, and the one that asks.
            self.wait_for("genre_http_requests_in_progress", 2, seconds=1)
            self.assertLess(self.server.metric("genre_upload_memory_bytes"), len(long) + len(short))
        finally:
            running.close()
        self.wait_for("genre_workers_busy", 0, seconds=5)


class NeverReading(ServerCase):
    options = ("--max-connections", "3", "--idle-timeout", "1")

    def ask(self, count):
        """A connection with a small window on which much is asked for."""
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
        connection.connect(("127.0.0.1", self.server.port))
        connection.setblocking(False)
        requests = b"GET /app.js HTTP/1.1\r\nHost: a\r\n\r\n" * count
        end = time.monotonic() + 1
        while requests and time.monotonic() < end:
            try:
                requests = requests[connection.send(requests) :]
            except BlockingIOError:
                time.sleep(0.02)
        return connection

    def test_is_given_up(self):
        connections = []
        for _ in range(3):
            connections.append(self.ask(3000))
            # Several that come at once are accepted together, past the limit.
            time.sleep(0.3)
        try:
            began = time.monotonic()
            with self.server.connect(20) as connection:
                connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
                self.assertEqual(read_answer(connection)[0], 200)
            self.assertLess(time.monotonic() - began, 8)
        finally:
            for connection in connections:
                connection.close()

    def test_one_who_reads_slowly_is_left_alone(self):
        connection = self.ask(3000)
        connection.settimeout(5)
        count, began = 0, time.monotonic()
        # Far less than is there, for several times as long as one is kept who takes nothing.
        while time.monotonic() - began < 4:
            data = connection.recv(1 << 16)
            self.assertTrue(data, f"cut after {count} bytes")
            count += len(data)
            time.sleep(0.02)
        connection.close()
        self.assertGreater(count, 4 << 20)


class DeclaredAndNotSent(unittest.TestCase):
    def test_takes_no_memory(self):
        server = Server()
        with contextlib.ExitStack() as stack:
            stack.callback(server.stop)
            before = server.memory("VmSize")
            for _ in range(100):
                connection = stack.enter_context(server.connect())
                connection.sendall(head("/predict/gru", 60 << 20, kind="audio/wav") + b"x")
            while server.metric("genre_http_requests_in_progress") < 101:
                time.sleep(0.05)
            # 100 times 60 MiB were announced; each thread's own room is some 64 MiB.
            self.assertLess(server.memory("VmSize") - before, 2000)

    def test_more_than_the_machine_has(self):
        server = Server("--max-upload", "500G", "--upload-memory", "500G")
        try:
            with server.connect() as connection:
                connection.sendall(head("/predict/gru", 400 << 30, kind="audio/wav") + b"x" * 100_000)
                while server.metric("genre_upload_memory_bytes") < 100_000:
                    time.sleep(0.05)
            self.assertEqual(post(server, "/predict/gru", form(SONG))[0], 200)
        finally:
            self.assertEqual(server.stop(), 0)


class MemoryGoesBack(ServerCase):
    def test_after_large_uploads(self):
        sound = tune(10)
        body = sound + bytes((40 << 20) - len(sound))
        post(self.server, "/predict/gru", form(SONG))
        before = self.server.memory("VmRSS")
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            answers = pool.map(lambda _: post(self.server, "/predict/gru", body, kind="audio/wav"), range(8))
            self.assertEqual({status for status, *_ in answers}, {200})
        self.assertGreater(self.server.memory("VmHWM") - before, 100)
        self.assertLess(self.server.memory("VmRSS") - before, 60)


class LeastMemory(ServerCase):
    options = ("--max-upload", "64M", "--upload-memory", "64M")

    def test_one_upload_always_fits(self):
        sound = tune(10)
        for size in [33 << 20, 36 << 20, 64 << 20]:
            body = sound + bytes(size - len(sound))
            chunks = b"".join(b"100000\r\n%s\r\n" % body[at : at + (1 << 20)] for at in range(0, size, 1 << 20))
            with self.subTest(size >> 20), self.server.connect(60) as connection:
                connection.sendall(
                    head("/predict/gru", kind="audio/wav", more="Transfer-Encoding: chunked\r\n") + chunks + b"0\r\n\r\n")
                self.assertEqual(read_answer(connection)[0], 200)
                self.assertEqual(post(self.server, "/predict/gru", body, kind="audio/wav")[0], 200)
                self.assertEqual(self.server.metric("genre_upload_memory_bytes"), 0)


class OwnModel(unittest.TestCase):
    def test_genres_of_any_name_in_the_metrics(self):
        labels = [f'r"{index}\\ n\n{index}' for index in range(10)]
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "own.safetensors"
            path.write_bytes(third_model(3, labels=json.dumps(labels)))
            server = Server("--model", str(path))
            try:
                genre = post(server, "/api/classify", form(SONG))[2]["genre"]
                index = labels.index(genre)
                name = rf'genre_predictions_total\{{model="third",genre="r\\"{index}\\\\ n\\n{index}"\}}'
                self.assertEqual(server.metric(name), 1)
            finally:
                self.assertEqual(server.stop(), 0)

    def test_damaged(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "damaged.safetensors"
            path.write_bytes(third_model(3)[:5000])
            with self.assertRaisesRegex(RuntimeError, "status 65, "):
                Server("--model", str(path))
            with self.assertRaisesRegex(RuntimeError, "status 66, "):
                Server("--model", str(path) + "x")


class ManyOfOneAddress(ServerCase):
    options = ("--max-per-client", "6")

    def test_too_many_at_once(self):
        body = form(SONG)
        connections = [self.server.connect() for _ in range(6)]
        for connection in connections:
            connection.sendall(head("/predict/gru", len(body)) + body[:100])
        # The seventh is the one that asks.
        self.wait_for("genre_http_requests_in_progress", 7)
        status, headers, data = post(self.server, "/predict/gru", body)
        self.assertEqual((status, data["error"]["code"]), (429, "too_many_requests"))
        self.assertIn("retry-after", headers)
        for connection in connections:
            connection.close()
        self.wait_for("genre_http_requests_in_progress", 1)
        self.assertEqual(post(self.server, "/predict/gru", body)[0], 200)


class UnderLoad(ServerCase):
    options = ("--max-per-client", "0")

    def test_64_clients_at_once(self):
        body = form(SONG)
        request = head("/predict/gru", len(body)) + body
        expected = post(self.server, "/predict/gru", body)[2]
        stop = time.monotonic() + LOAD_SECONDS
        counts, lock = {}, threading.Lock()

        def client():
            with self.server.connect(60) as connection:
                # Once at least, however busy the machine is.
                is_first = True
                while is_first or time.monotonic() < stop:
                    is_first = False
                    connection.sendall(request)
                    status, _, data = read_answer(connection)
                    outcome = "right" if status == 200 and json.loads(data) == expected else status
                    with lock:
                        counts[outcome] = counts.get(outcome, 0) + 1

        with concurrent.futures.ThreadPoolExecutor(64) as pool:
            for each in [pool.submit(client) for _ in range(64)]:
                each.result()
        print(f"\n  {counts} in {LOAD_SECONDS:.0f} s; resident and peak MiB: {self.server.resident()}", end=" ")
        self.assertEqual(set(counts), {"right"})
        self.assertGreaterEqual(counts["right"], 64)

    def test_more_than_the_queue_holds(self):
        server = Server("--workers", "1", "--queue", "2", "--max-per-client", "0")
        try:
            body = form(tune(200))

            def client(_):
                began = time.monotonic()
                status, headers, data = post(server, "/predict/gru", body)
                return status, headers, data, time.monotonic() - began

            with concurrent.futures.ThreadPoolExecutor(24) as pool:
                answers = list(pool.map(client, range(24)))
            statuses = [status for status, *_ in answers]
            self.assertGreaterEqual(statuses.count(200), 3, statuses)
            self.assertGreaterEqual(statuses.count(503), 3, statuses)
            self.assertEqual(set(statuses), {200, 503})
            for status, headers, data, _ in answers:
                if status == 503:
                    self.assertEqual(data["error"]["code"], "busy")
                    self.assertTrue(headers["retry-after"].isdigit())
            self.assertEqual(post(server, "/predict/gru", body)[0], 200)
        finally:
            self.assertEqual(server.stop(), 0)


class Ending(unittest.TestCase):
    def test_sigterm_ends_what_runs_and_refuses_the_rest(self):
        server = Server("--workers", "1")
        body = form(tune(700))
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(post(server, "/predict/gru", body)[0])) for _ in range(3)]
        try:
            for thread in threads:
                thread.start()
            end = time.monotonic() + 10
            while server.metric("genre_workers_busy") + server.metric("genre_queue_waiting") < 3:
                self.assertLess(time.monotonic(), end)
            server.process.send_signal(signal.SIGTERM)
            time.sleep(0.1)
            with self.assertRaises(OSError):
                server.connect(1).close()
            for thread in threads:
                thread.join(30)
            self.assertEqual(answers, [200, 200, 200])
            self.assertEqual(server.process.wait(10), 0)
        finally:
            server.stop()

    def test_what_does_not_end_in_time_is_told_so(self):
        server = Server()
        body = form(SONG)
        try:
            with server.connect(60) as connection:
                connection.sendall(head("/predict/gru", len(body)) + body[:1000])
                while server.metric("genre_http_requests_in_progress") < 2:
                    time.sleep(0.02)
                server.process.send_signal(signal.SIGTERM)
                began = time.monotonic()
                connection.settimeout(0.5)
                for byte in body[1000:1100]:
                    try:
                        status, headers, data = read_answer(connection)
                        break
                    except TimeoutError:
                        connection.sendall(bytes([byte]))
            self.assertGreater(time.monotonic() - began, 25)
            self.assertEqual((status, json.loads(data)["error"]["code"]), (503, "stopping"))
            self.assertTrue(headers["retry-after"].isdigit())
        finally:
            server.stop()

    def test_idle_connections_do_not_hold_it_up(self):
        server = Server()
        connections = [server.connect() for _ in range(5)]
        began = time.monotonic()
        self.assertEqual(server.stop(), 0)
        self.assertLess(time.monotonic() - began, 3)
        for connection in connections:
            connection.close()

    def test_taken_port_and_wrong_options(self):
        server = Server()
        try:
            with self.assertRaisesRegex(RuntimeError, "error: cannot serve on 127.0.0.1.*another program uses this port"):
                Server("--port", str(server.port))
            with self.assertRaisesRegex(RuntimeError, "no such address; use --host"):
                Server("--host", "192.0.2.1")  # kept for documentation, so nobody's
            with self.assertRaisesRegex(RuntimeError, "error: .*no.* 'cnn'|error: cnn"):
                Server("--model", "cnn")
            os.environ["GENRE_WEB_QUEUE"] = "many"
            with self.assertRaisesRegex(RuntimeError, "GENRE_WEB_QUEUE has the invalid value 'many'"):
                Server()
        finally:
            os.environ.pop("GENRE_WEB_QUEUE", None)
            server.stop()

    def test_numbers_out_of_range(self):
        for options in [("--queue", str((1 << 63) - 1)), ("--idle-timeout", str((1 << 63) - 1)), ("--work-timeout", "0"),
                        ("--max-upload", "8388607G"), ("--max-duration", "inf"), ("--max-duration", "nan"),
                        ("--max-connections", "0"), ("--max-upload", "64M", "--upload-memory", "32M"),
                        ("--upload-memory", "32M")]:
            with self.subTest(options), self.assertRaisesRegex(RuntimeError, "status 64, .*error: "):
                Server(*options)

    def test_memory_follows_the_largest_upload_unless_it_is_said(self):
        server = Server("--max-upload", "1G")
        try:
            self.assertEqual(server.metric("genre_upload_memory_limit_bytes"), 1 << 30)
        finally:
            self.assertEqual(server.stop(), 0)

    def test_empty_variables_mean_the_default(self):
        names = ["HOST", "MODEL", "MAX_UPLOAD", "UPLOAD_MEMORY"]
        os.environ.update({f"GENRE_WEB_{name}": "" for name in names})
        try:
            server = Server()
            self.assertEqual(server.metric("genre_upload_memory_limit_bytes"), 512 << 20)
            self.assertEqual(server.stop(), 0)
        finally:
            for name in names:
                os.environ.pop(f"GENRE_WEB_{name}", None)


class FFmpeg(unittest.TestCase):
    """A format that FFmpeg's libraries read, where they are and where they are not."""

    song = (ROOT / "Tests/Fixtures/Audio/aac.m4a").read_bytes()

    def answer(self, environment=None):
        server = Server(environment=environment)
        try:
            return post(server, "/predict/gru", form(self.song))
        finally:
            self.assertEqual(server.stop(), 0)

    def test_present(self):
        if not glob.glob("/usr/lib/*/libavformat.so.*"):
            self.skipTest("FFmpeg's libraries are not here")
        self.assertEqual(self.answer()[0], 200)

    @unittest.skipUnless(sys.platform == "linux", "hides libraries as Linux looks for them")
    def test_absent(self):
        with tempfile.TemporaryDirectory() as folder:
            status, _, body = self.answer(without_ffmpeg(folder))
        self.assertEqual((status, body["error"]["code"]), (422, "unsupported_format"), body)
        self.assertIn("MPEG-4", body["error"]["message"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
