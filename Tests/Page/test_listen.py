"""The page's Listen button in a real browser: python3 Tests/Page/test_listen.py

Needs the built server and Chromium; without one it is skipped. The microphone plays a tune, silence and noise in turn.
"""

import pathlib
import random
import struct
import tempfile
import unittest

import rooms  # noqa: F401
from devtools import Browser, find_browser
from server import Server, tune

RATE = 22050


def in_turn():
    """A tune, silence and noise, 12 s each, as one WAV file; the browser plays it again and again."""
    chance = random.Random(1)
    noise = struct.pack(f"<{12 * RATE}h", *(chance.randrange(-4000, 4000) for _ in range(12 * RATE)))
    samples = tune(12)[44:] + bytes(2 * 12 * RATE) + noise
    return tune(1)[:4] + struct.pack("<I", 36 + len(samples)) + tune(1)[8:40] + struct.pack("<I", len(samples)) + samples


@unittest.skipUnless(find_browser(), "needs a browser: none of chromium, google-chrome is here (or $GENRE_BROWSER)")
class ListenTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        wav = pathlib.Path(cls.folder.name) / "in-turn.wav"
        wav.write_bytes(in_turn())
        # The short windows of the gru make changes come soon.
        cls.server = Server("--model", "gru")
        cls.browser = Browser(microphone=wav)

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.server.stop()
        cls.folder.cleanup()

    def setUp(self):
        self.browser.messages.clear()
        self.browser.size(1100)
        self.browser.open(f"{self.server.address}/?lang=en")
        self.browser.wait("document.documentElement.classList.contains('ready')")
        # Every announcement, in order.
        self.browser.evaluate(
            "(() => { window.said = []; new MutationObserver(() => said.push("
            "document.querySelector('#status').textContent)).observe("
            "document.querySelector('#status'), { childList: true, characterData: true, subtree: true }); })()")

    def content(self, selector):
        return self.browser.evaluate(f"document.querySelector({selector!r})?.textContent ?? ''")

    def said(self, words, seconds=60):
        self.browser.wait(f"said.some(each => each.includes({words!r}))", seconds)

    def offline(self, value):
        self.browser.call(
            "Network.emulateNetworkConditions", offline=value, latency=0, downloadThroughput=-1, uploadThroughput=-1)

    def begin(self):
        """By the keyboard alone."""
        self.browser.evaluate("document.querySelector('#listen').focus()")
        self.browser.key("Enter", "Enter", "\r")
        self.browser.wait("document.querySelector('#listen').textContent === 'Stop listening'")
        self.assertEqual(
            self.browser.evaluate("document.querySelector('#listen').getAttribute('aria-pressed')"), "true")

    def end(self):
        self.browser.evaluate("document.querySelector('#listen').focus()")
        self.browser.key("Enter", "Enter", "\r")
        self.browser.wait("document.querySelector('#listen').getAttribute('aria-pressed') === 'false'")

    def test_answers_changes_and_a_lost_connection(self):
        self.begin()
        self.said("Listening to the microphone")
        self.said("Playing: ")
        self.said("The music has changed: Silence")
        # And what comes behind the silence.
        self.browser.wait(
            "/Silence/.test([...document.querySelectorAll('#live .stretches li')].slice(0, -1).map("
            "each => each.textContent).join())", 90)
        self.assertNotIn("No connection", self.content("#live .stretches"))
        self.assertGreater(self.browser.evaluate("document.querySelectorAll('#live .strip rect').length"), 2)
        # Announced is what changes, not every answer: those are not in a live region.
        self.assertFalse(self.browser.evaluate("!!document.querySelector('#live').closest('[aria-live], [role=status]')"))
        count = self.browser.evaluate("said.length")
        lines = self.browser.evaluate("document.querySelectorAll('#live .stretches li').length")
        self.assertLessEqual(count, lines + 2)
        self.browser.size(360)
        self.assertLessEqual(self.browser.evaluate("document.documentElement.scrollWidth - innerWidth"), 0)

        self.offline(True)
        self.said("The connection is lost")
        self.offline(False)
        self.said("The connection is back")
        # What was recorded meanwhile was sent: the timeline has no gap.
        self.assertNotIn("No connection", self.content("#live .stretches"))

        self.browser.evaluate("document.querySelector('[data-language=id]').click()")
        self.browser.wait("document.querySelector('#listen').textContent === 'Berhenti mendengarkan'")
        self.assertEqual(self.content("#livetitle"), "Sedang diputar")
        self.end()
        self.assertIn("Tidak lagi mendengarkan", self.content("#status"))
        self.assertEqual(self.content("#listen"), "Dengarkan")

    def test_a_server_that_admits_no_listener(self):
        server = Server("--model", "gru", "--max-listeners", "0")
        try:
            self.browser.open(f"{server.address}/?lang=en")
            self.browser.wait("document.documentElement.classList.contains('ready')")
            self.browser.evaluate("document.querySelector('#listen').click()")
            self.browser.wait("document.querySelector('#alert').textContent.includes('Too many pages')", 60)
            self.browser.wait("document.querySelector('#listen').getAttribute('aria-pressed') === 'false'")
            self.assertEqual(self.content("#listen"), "Listen")
        finally:
            self.browser.open("about:blank")
            server.stop()


if __name__ == "__main__":
    unittest.main()
