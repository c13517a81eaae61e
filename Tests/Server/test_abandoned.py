"""The built server with recordings that never end: a decoder that sleeps or spins for ever is put into the process.

    python3 Tests/Server/test_abandoned.py

Needs the built server, Linux (LD_PRELOAD) and a C compiler; where one is missing it is skipped.
"""

import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request

from server import DEMO, Server, form, head, post, tune

SONG = DEMO.read_bytes()
COMPILER = next(filter(None, map(shutil.which, ("cc", "clang", "gcc"))), None)
SOURCE = pathlib.Path(__file__).with_name("stuck.c")


@unittest.skipUnless(sys.platform == "linux" and COMPILER, "needs Linux and a C compiler")
class Abandoned(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.library = pathlib.Path(cls.folder.name) / "stuck.so"
        cls.flag = pathlib.Path(cls.folder.name) / "stuck"
        subprocess.run([COMPILER, "-shared", "-fPIC", "-o", cls.library, SOURCE, "-ldl"], check=True)
        os.environ |= {"LD_PRELOAD": str(cls.library), "GENRE_STUCK": str(cls.flag)}

    @classmethod
    def tearDownClass(cls):
        del os.environ["LD_PRELOAD"], os.environ["GENRE_STUCK"]
        cls.folder.cleanup()

    def setUp(self):
        self.flag.write_text("")

    def ready(self, server):
        try:
            with urllib.request.urlopen(server.address + "/readyz", timeout=20) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    def wait_for(self, server, name, value, seconds=20):
        end = time.monotonic() + seconds
        while server.metric(name) != value:
            self.assertLess(time.monotonic(), end, f"{name} is {server.metric(name)}, not {value}")
            time.sleep(0.05)

    def stop(self, server, seconds):
        """Ends the server by SIGTERM and holds it to a time."""
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        try:
            self.assertEqual(server.process.wait(40), 0)
            self.assertLess(time.monotonic() - began, seconds)
        finally:
            server.process.kill()
            server.stop()

    def test_one_for_each_worker_asleep_or_spinning(self):
        for mode in "", "s":
            with self.subTest(mode):
                self.flag.write_text(mode)
                server = Server("--workers", "2", "--work-timeout", "1")
                try:
                    for _ in range(2):
                        status, headers, answer = post(server, "/predict/gru", form(SONG))
                        self.assertEqual((status, answer["error"]["code"]), (503, "work_timeout"))
                        self.assertIn("retry-after", headers)
                    self.assertEqual(server.metric("genre_workers_abandoned"), 2)
                    self.assertEqual(server.metric("genre_workers"), 2)
                    self.assertEqual(server.metric("genre_workers_abandoned_bytes"), 2 * len(SONG))
                    self.assertEqual(self.ready(server), 200)
                    self.flag.unlink()
                    # The decoder of this one is another; and the demonstration clip works again.
                    for body in form(tune(4)), form(SONG):
                        while (status := post(server, "/predict/gru", body)[0]) == 503:
                            pass
                        self.assertEqual(status, 200)
                    self.assertIn("does not return", server.errors())
                finally:
                    self.stop(server, 5)

    def test_client_that_hangs_up(self):
        server = Server("--workers", "1")
        try:
            connection = server.connect()
            connection.sendall(head("/predict/gru", len(form(SONG))) + form(SONG))
            self.wait_for(server, "genre_workers_busy", 1)
            connection.close()
            self.wait_for(server, "genre_workers_abandoned", 1)
            self.flag.unlink()
            self.assertEqual(post(server, "/predict/gru", form(SONG))[0], 200)
        finally:
            self.stop(server, 5)

    def test_too_many_and_the_process_says_so(self):
        server = Server("--workers", "1", "--work-timeout", "1", "--max-per-client", "0")
        try:
            connections = []
            for count in range(1, 18):
                self.assertEqual(self.ready(server), 200 if count <= 16 else 503)
                connections.append(server.connect())
                connections[-1].sendall(head("/predict/gru", len(form(SONG))) + form(SONG))
                self.wait_for(server, "genre_workers_busy", 1)
                connections[-1].close()
                self.wait_for(server, "genre_workers_abandoned", count)
            self.assertEqual(server.metric("genre_workers"), 0)
            status, _, answer = post(server, "/predict/gru", form(tune(4)))
            self.assertEqual((status, answer["error"]["code"]), (503, "worn_out"))
            self.assertEqual(server.metric("genre_workers_abandoned_total"), 17)
        finally:
            self.stop(server, 5)

    def test_sigterm_while_one_is_under_way(self):
        server = Server("--workers", "1")
        connection = server.connect(60)
        try:
            connection.sendall(head("/predict/gru", len(form(SONG))) + form(SONG))
            self.wait_for(server, "genre_workers_busy", 1)
        finally:
            self.stop(server, 30)
        self.assertIn(b"503", connection.recv(100))
        connection.close()


if __name__ == "__main__":
    unittest.main(verbosity=2)
