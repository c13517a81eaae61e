"""The page and the API under a path of a real nginx, set up as Docs/Web.md says: python3 Tests/Page/test_proxy.py

Needs the built server, nginx and Chromium; without one of them it is skipped.
"""

import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request

import rooms  # noqa: F401
from devtools import Browser, find_browser
from server import DEMO, ROOT, Server, form, tune

NGINX = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")


def documented():
    """The block of settings that Docs/Web.md gives."""
    return re.search(r"```nginx\n(.*?)```", (ROOT / "Docs/Web.md").read_text(), re.S).group(1)


class Proxy:
    """An nginx of the test's own, with the documented settings, in front of a server."""

    def __init__(self, server, **changes):
        self.folder = tempfile.TemporaryDirectory()
        folder = pathlib.Path(self.folder.name)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        settings = documented().replace("127.0.0.1:8080", f"127.0.0.1:{server.port}")
        for name, value in changes.items():
            settings, count = re.subn(rf"{name} [^;]+;", f"{name} {value};", settings)
            assert count == 1, f"{name} is not among the documented settings"
        temporary = "".join(
            f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (folder / "nginx.conf").write_text(
            f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/errors; events {{}}"
            f"http {{ access_log off; {temporary} server {{ listen 127.0.0.1:{self.port};\n{settings}\n}} }}")
        self.process = subprocess.Popen(
            [NGINX, "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "errors"], stderr=subprocess.DEVNULL)
        self.address = f"http://127.0.0.1:{self.port}"
        end = time.monotonic() + 10
        while True:
            try:
                return socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                if time.monotonic() > end or self.process.poll() is not None:
                    raise RuntimeError((folder / "errors").read_text()) from None
                time.sleep(0.05)

    def stop(self):
        self.process.terminate()
        self.process.wait(10)
        self.folder.cleanup()

    def get(self, path, body=None, kind="multipart/form-data; boundary=b"):
        """Status, final address and bytes of an answer."""
        headers = {"Content-Type": kind} if body is not None else {}
        request = urllib.request.Request(self.address + path, body, headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.url, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.url, error.read()


@unittest.skipUnless(NGINX, "needs nginx")
class ProxyTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.wav = pathlib.Path(cls.folder.name) / "tune.wav"
        cls.wav.write_bytes(tune(10))
        cls.server = Server("--max-per-client", "0")
        cls.proxy = Proxy(cls.server)

    @classmethod
    def tearDownClass(cls):
        cls.proxy.stop()
        cls.server.stop()
        cls.folder.cleanup()


class API(ProxyTest):
    def test_every_route(self):
        for path in ["/", "/healthz", "/readyz", "/metrics", "/api/models", "/openapi.yaml", "/style.css", "/text/id.json"]:
            with self.subTest(path):
                self.assertEqual(self.proxy.get("/genre" + path)[0], 200)
        for path in ["/predict/gru", "/api/classify?model=gru,lstm"]:
            status, _, body = self.proxy.get("/genre" + path, form(DEMO.read_bytes()))
            self.assertEqual((status, json.loads(body)["file"]), (200, "song.mp3"))

    def test_path_without_the_slash_leads_to_the_page(self):
        status, address, body = self.proxy.get("/genre")
        self.assertEqual((status, address), (200, self.proxy.address + "/genre/"))
        self.assertIn(b"<form", body)

    def test_description_names_addresses_below_the_path(self):
        status, address, body = self.proxy.get("/genre/openapi.yaml")
        server = re.search(r"servers: \[\{url: (\S+)\}\]", body.decode()).group(1)
        self.assertEqual(urllib.parse.urljoin(address, server), self.proxy.address + "/genre/")

    def test_large_upload_and_refusals_come_through(self):
        sound = tune(10)
        self.assertEqual(
            self.proxy.get("/genre/predict/gru", sound + bytes((40 << 20) - len(sound)), kind="audio/wav")[0], 200)
        for path, kind, code in [("/genre/predict/cnn", "audio/wav", "unknown_model"),
                                 ("/genre/predict/gru", "application/json", "unsupported_type")]:
            body = self.proxy.get(path, bytes(4 << 20), kind=kind)[2]
            self.assertEqual(json.loads(body)["error"]["code"], code)


@unittest.skipUnless(find_browser(), "needs a browser: none of chromium, google-chrome is here (or $GENRE_BROWSER)")
class PageBehindProxy(ProxyTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.browser = Browser(microphone=cls.wav)

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        super().tearDownClass()

    def setUp(self):
        self.browser.messages.clear()
        self.browser.size(1100)
        self.open(self.proxy)

    def open(self, proxy, query="lang=en"):
        self.browser.open(f"{proxy.address}/genre/?{query}")
        self.browser.wait("document.documentElement.classList.contains('ready')")

    def tearDown(self):
        self.assertEqual(self.browser.problems(), [])

    def press(self, selector):
        self.browser.evaluate(f"document.querySelector({selector!r}).click()")

    def content(self, selector):
        return self.browser.evaluate(f"document.querySelector({selector!r})?.textContent ?? ''")

    def check(self, *paths):
        self.browser.set_files("#file", paths)
        self.browser.wait(f"document.querySelectorAll('#files li').length === {len(paths)}")
        self.press("#check")
        self.browser.wait("document.querySelector('#form').getAttribute('aria-busy') === 'false'")

    def test_uploads_with_all_that_they_fetch(self):
        self.check(DEMO, self.wav)
        self.assertEqual(self.browser.evaluate("document.querySelectorAll('.card .answer').length"), 2)
        addresses = self.browser.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
        self.assertGreater(len(addresses), 8)
        for address in addresses:
            self.assertTrue(address.startswith((self.proxy.address + "/genre/", "blob:")), address)

    def test_recording(self):
        self.press("#record")
        self.browser.wait("/[6-8] s left/.test(document.querySelector('#clock').textContent)")
        self.press("#record")
        self.browser.wait("document.querySelectorAll('#files li').length === 1")

    def test_language_switch(self):
        self.press("[data-language=id]")
        self.browser.wait("document.documentElement.lang === 'id'")
        self.assertEqual(self.browser.evaluate("location.pathname + location.search"), "/genre/?lang=id")
        self.assertEqual(
            self.browser.evaluate("[...document.links].map(e => new URL(e.href).pathname)"),
            ["/genre/", "/genre/", "/genre/", "/genre/openapi.yaml"])
        self.assertEqual(self.browser.evaluate("document.querySelector('form').action"), f"{self.proxy.address}/genre/?lang=id")

    def test_plain_form(self):
        self.browser.size(1100, scripts=False)
        self.browser.call("Page.navigate", url=f"{self.proxy.address}/genre/?lang=id")
        self.browser.wait("document.querySelector('#file')?.required === true")
        self.browser.set_files("#file", [DEMO])
        self.press("#check")
        self.browser.wait("document.querySelectorAll('.card .answer').length === 1")
        self.assertEqual(self.browser.evaluate("location.pathname + location.search"), "/genre/?lang=id")
        self.assertEqual(self.content("#check"), "Cek Genre")

    def test_limit_of_the_proxy_alone(self):
        proxy = Proxy(self.server, client_max_body_size="100k")
        try:
            self.open(proxy)
            self.check(self.wav)
            self.assertIn("too large for this server", self.content(".failed"))
        finally:
            proxy.stop()
        self.assertTrue(all("413" in problem for problem in self.browser.problems()), self.browser.problems())
        self.browser.messages.clear()


if __name__ == "__main__":
    unittest.main(verbosity=2)
