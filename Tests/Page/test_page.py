"""The whole page in a real browser: python3 Tests/Page/test_page.py

Needs the built server (swift build -c release --product genre-web) and Chromium; without one it is skipped.
GENRE_SCREENSHOTS=FOLDER keeps a picture of each state, to be looked at.
"""

import json
import os
import pathlib
import tempfile
import unittest
import urllib.request

import rooms  # noqa: F401
from devtools import Browser, find_browser
from server import DEMO, Server, third_model, tune, without_ffmpeg

PICTURES = os.environ.get("GENRE_SCREENSHOTS")
WIDTHS = {"wide": 1100, "narrow": 360}


@unittest.skipUnless(find_browser(), "needs a browser: none of chromium, google-chrome is here (or $GENRE_BROWSER)")
class PageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.wav = pathlib.Path(cls.folder.name) / "tune.wav"
        cls.wav.write_bytes(tune(10))
        cls.text = pathlib.Path(cls.folder.name) / "words.mp3"
        cls.text.write_text("la la la, these are words and no music at all\n" * 20)
        # What the server cannot read, the browser may.
        hidden = pathlib.Path(cls.folder.name) / "hidden"
        hidden.mkdir()
        cls.server = Server(environment=without_ffmpeg(hidden))
        with urllib.request.urlopen(cls.server.address + "/api/models", timeout=20) as answer:
            models = json.load(answer)
        cls.names = [model["name"] for model in models["models"]]
        cls.default = next(model for model in models["models"] if model["name"] == models["default"])
        cls.browser = Browser(microphone=cls.wav)

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.status = cls.server.stop()
        cls.folder.cleanup()

    def setUp(self):
        self.browser.messages.clear()
        self.browser.size(WIDTHS["wide"])
        self.open()

    def tearDown(self):
        self.assertEqual(self.browser.problems(), [])

    def open(self, query="lang=en"):
        self.browser.open(f"{self.server.address}/?{query}")
        self.browser.wait("document.documentElement.classList.contains('ready')")

    def press(self, selector):
        self.browser.evaluate(f"document.querySelector({selector!r}).click()")

    def content(self, selector):
        return self.browser.evaluate(f"document.querySelector({selector!r})?.textContent ?? ''")

    def picture(self, name, dark=False, scripts=True):
        """Pictures of the state at both widths; nothing may be wider than the window."""
        for label, width in WIDTHS.items():
            self.browser.size(width, dark=dark, scripts=scripts)
            self.browser.wait(f"innerWidth === {width}")
            excess = self.browser.evaluate("document.documentElement.scrollWidth - innerWidth")
            self.assertLessEqual(excess, 0, f"{name} at {width} runs over")
            if PICTURES:
                self.browser.screenshot(os.path.join(PICTURES, f"{name}-{label}.png"))
        self.browser.size(WIDTHS["wide"], dark=dark)

    def check(self, *paths):
        self.browser.set_files("#file", paths)
        self.browser.wait(f"document.querySelectorAll('#files li').length === {len(paths)}")
        self.press("#check")
        self.browser.wait("document.querySelector('#form').getAttribute('aria-busy') === 'false'")

    def test_start(self):
        self.assertEqual(self.content("#check"), "Check genre")
        self.picture("start")
        self.picture("start-dark", dark=True)

    def test_mp3_and_wav(self):
        self.browser.set_files("#file", [DEMO, self.wav])
        self.browser.wait("document.querySelectorAll('#files li').length === 2")
        self.picture("chosen")
        self.press("#check")
        self.browser.wait("document.querySelectorAll('.card .answer').length === 2", 40)
        names = self.browser.evaluate("[...document.querySelectorAll('.card h2')].map(e => e.textContent)")
        self.assertEqual(names, ["demo.mp3", "tune.wav"])
        self.assertRegex(self.content(".answer"), r"^[A-Z][a-z-]+, \d+ %$|^Not sure$")
        self.assertEqual(
            self.browser.evaluate("document.querySelectorAll('.bars')[0].children.length"), len(self.default["genres"]))
        # The clip has 27 s.
        self.assertEqual(
            self.browser.evaluate("document.querySelectorAll('.strip')[0].children.length"),
            round(27 / self.default["windowDuration"]))
        # Every file of ours is one that the browser can decode: there must be a picture of it, not a blank one.
        painted = self.browser.evaluate(
            "[...document.querySelectorAll('.waveform')].map(c => c.getContext('2d')"
            ".getImageData(0, 0, c.width, c.height).data.some(v => v > 0))")
        self.assertEqual(painted, [True, True])
        self.assertIn("Done:", self.content("#status"))
        self.picture("result")
        self.picture("result-dark", dark=True)
        self.press(".stretches button")
        self.browser.wait("!document.querySelector('audio').paused")

    def test_all_models_side_by_side(self):
        self.press(f"input[value='{','.join(self.names)}']")
        self.check(DEMO)
        headings = self.browser.evaluate("[...document.querySelectorAll('.card .model')].map(e => e.textContent)")
        self.assertEqual([heading.lower() for heading in headings], self.names)
        self.picture("all")

    def test_three_models_of_which_one_hears_longer_windows(self):
        model = pathlib.Path(self.folder.name) / "third.safetensors"
        model.write_bytes(third_model(window=10))
        server = Server("--model", str(model))
        try:
            self.browser.open(f"{server.address}/?lang=en")
            self.browser.wait("document.documentElement.classList.contains('ready')")
            names = [*self.names, "third"]
            self.assertEqual(self.browser.evaluate("document.querySelector('[name=model]:checked').value"), "third")
            self.assertEqual(self.content("fieldset label:nth-last-child(2)").strip(), "third")
            self.press(f"input[value='{','.join(names)}']")
            self.check(DEMO)
            self.assertEqual(self.browser.evaluate("document.querySelectorAll('.column').length"), len(names))
            strips = self.browser.evaluate("[...document.querySelectorAll('.strip')].map(e => e.children.length)")
            self.assertEqual(strips[-1], 3)
            self.picture("three")
        finally:
            self.assertEqual(server.stop(), 0)

    def test_silent_and_short_in_indonesian(self):
        silent, short = (pathlib.Path(self.folder.name) / name for name in ("hening.wav", "pendek.wav"))
        silent.write_bytes(tune(20, volume=0))
        short.write_bytes(tune(1))
        self.open("lang=id")
        self.check(silent, short)
        cards = self.browser.evaluate("[...document.querySelectorAll('.card')].map(e => e.innerText)")
        self.assertIn("Tidak yakin", cards[0])
        self.assertIn("Rekaman ini hening.", cards[0])
        self.assertNotIn("Mungkin", cards[0])
        self.assertIn("0:00 sampai 0:20: hening", cards[0])
        self.assertIn(f"diulang sampai {self.default['windowDuration']} detik", cards[1])
        self.picture("warnings")

    def test_language_switch_keeps_the_answer(self):
        self.check(DEMO)
        self.press("[data-language=id]")
        self.browser.wait("document.documentElement.lang === 'id'")
        self.assertEqual(self.content("#check"), "Cek Genre")
        self.assertEqual(self.content("h1"), "Cek Genre")
        self.assertEqual(self.content(".card .part"), "Semua kandidat")
        self.assertIn("Selesai:", self.content("#status"))
        self.picture("indonesian")
        left = self.browser.evaluate(
            "[...document.querySelectorAll('[data-text]')].filter(e => e.textContent === e.dataset.text).length")
        self.assertEqual(left, 0)

    def test_bad_file_and_no_file(self):
        self.press("#check")
        self.assertIn("No file was chosen", self.content("#alert"))
        self.picture("no-file")
        self.check(self.text, self.wav)
        self.assertIn("is text, not audio", self.content(".failed"))
        self.assertEqual(self.browser.evaluate("document.querySelectorAll('.card .answer').length"), 1)
        self.picture("bad-file")

    def test_record_from_the_microphone(self):
        self.press("#record")
        self.browser.wait("document.querySelector('#record').textContent === 'Stop recording'")
        self.browser.wait("/[5-7] s left/.test(document.querySelector('#clock').textContent)")
        self.picture("recording")
        self.press("#record")
        self.browser.wait("document.querySelectorAll('#files li').length === 1")
        self.assertEqual(self.content("#files span"), "Recording 1.wav")
        self.press("#check")
        self.browser.wait("document.querySelectorAll('.card .answer').length === 1")
        self.assertNotIn("silent", self.content(".card").lower())
        self.browser.wait("document.querySelector('audio').readyState > 0")
        seconds = self.browser.evaluate("document.querySelector('audio').duration")
        self.assertTrue(2 < seconds < 9, seconds)

    def test_keyboard_alone(self):
        self.browser.set_files("#file", [self.wav])  # The system's own file dialogue cannot be driven.
        self.browser.wait("document.querySelectorAll('#files li').length === 1")
        self.browser.evaluate("document.body.focus()")
        visited = []
        for _ in range(20):
            self.browser.key("Tab", "Tab")
            here = self.browser.evaluate("document.activeElement.id || document.activeElement.name || "
                                         "document.activeElement.textContent")
            visited.append(here)
            if here == "model":
                choices = self.names + [",".join(self.names)]
                self.browser.key("ArrowRight", "ArrowRight")
                self.assertEqual(
                    self.browser.evaluate("document.activeElement.value"),
                    choices[choices.index(self.default["name"]) + 1])
            if here == "check":
                break
        self.assertIn("file", visited)
        self.assertIn("record", visited)
        self.assertEqual(visited[-1], "check", visited)
        self.browser.key("Enter", "Enter", "\r")
        self.browser.wait("document.querySelectorAll('.card .answer').length === 1")

    def upload_slowly(self, bytes_a_second):
        """How fast the page may send; -1 for as fast as it goes."""
        self.browser.call(
            "Network.emulateNetworkConditions", offline=False, latency=0, downloadThroughput=-1,
            uploadThroughput=bytes_a_second)

    def choose(self, *paths):
        self.browser.set_files("#file", paths)
        self.browser.wait(f"document.querySelectorAll('#files li').length === {len(paths)}")

    def file(self, name, data):
        path = pathlib.Path(self.folder.name) / name
        path.write_bytes(data)
        return path

    def cards(self):
        return self.browser.evaluate("[...document.querySelectorAll('.card h2')].map(e => e.textContent)")

    def wait_until_done(self):
        self.browser.wait(
            "document.querySelector('#form').getAttribute('aria-busy') === 'false' "
            "&& document.querySelector('#progressline').hidden", 40)

    def test_second_press_while_the_microphone_is_asked_for(self):
        self.browser.evaluate(
            "(() => { window.streams = []; const devices = navigator.mediaDevices;"
            "const ask = devices.getUserMedia.bind(devices);"
            "devices.getUserMedia = async (wish) => { const stream = await ask(wish); streams.push(stream);"
            "return stream; }; const button = document.querySelector('#record'); button.click(); button.click(); })()")
        self.browser.wait("document.querySelector('#record').textContent === 'Stop recording'")
        self.browser.wait("document.querySelector('#clock').textContent !== ''")
        self.press("#record")
        self.browser.wait("document.querySelectorAll('#files li').length === 1")
        self.assertEqual(self.browser.evaluate("streams.map(s => s.getTracks()[0].readyState)"), ["ended"])
        self.assertEqual((self.content("#clock"), self.content("#record")), ("", "Record 10 seconds"))

    def test_removing_the_file_that_is_being_sent(self):
        names = ["first.wav", "second.wav", "third.wav"]
        self.upload_slowly(200_000)
        try:
            self.choose(*[self.file(name, tune(20)) for name in names])
            self.press("#check")
            self.browser.wait("document.querySelector('#progress').value > 0")
            self.press("#files li button")
        finally:
            self.upload_slowly(-1)
        self.wait_until_done()
        self.assertEqual(self.cards(), names[1:])
        self.assertIn("Done:", self.content("#status"))
        self.assertEqual(self.content("#files"), "")

    def test_file_that_is_gone(self):
        gone = self.file("gone.wav", tune(5))
        self.choose(gone, self.wav)
        gone.unlink()
        self.press("#check")
        self.wait_until_done()
        self.assertEqual(self.cards(), ["gone.wav", "tune.wav"])
        self.assertIn("cannot be read any more", self.content(".failed"))
        self.assertEqual(self.content("#alert"), "")
        # The browser's own words about that file.
        self.assertTrue(all("ERR_FILE_NOT_FOUND" in problem for problem in self.browser.problems()))
        self.browser.messages.clear()

    def test_what_only_the_browser_can_decode(self):
        fixture = pathlib.Path(__file__).parents[1] / "Fixtures/Audio/aac.m4a"
        if not self.browser.evaluate("new Audio().canPlayType('audio/mp4; codecs=\"mp4a.40.2\"')"):
            self.skipTest("this browser knows no AAC")
        self.check(self.file("memo.m4a", fixture.read_bytes()), self.file("broken.m4a", b"\0\0\0\x18ftypM4A " + bytes(500)))
        self.assertEqual(self.cards(), ["memo.m4a", "broken.m4a"])
        self.assertNotEqual(self.content(".card:not(.failed) .answer"), "")
        # What the browser cannot decode, either, is named as the server named it.
        self.assertIn("MPEG-4", self.content(".failed"))

    def test_whatever_else_the_browser_may_decode_but_text_and_pictures(self):
        fixture = pathlib.Path(__file__).parents[1] / "Fixtures/Audio/aac.m4a"
        self.browser.evaluate(
            "window.decoded = 0; const decode = OfflineAudioContext.prototype.decodeAudioData;"
            "OfflineAudioContext.prototype.decodeAudioData = function (data) { decoded += 1; return decode.call(this, data); }; 0")
        self.check(
            self.text, self.file("png.mp3", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4),
            self.file("words.txt", b"la la\n"), self.file("utf16.wav", "la la la\n".encode("utf-16")),
            self.file("empty.wav", b""))
        self.assertEqual(self.browser.evaluate("document.querySelectorAll('.failed').length"), 5)
        self.assertEqual(self.browser.evaluate("decoded"), 0)
        # No signature that the server would know.
        noise = bytes((index * index * 7 + index // 3) & 0x7F | 0x80 for index in range(2000))
        self.check(self.file("noise.mp3", b"\0" + noise))
        self.assertIn("not in a known audio format", self.content(".failed"))
        self.assertEqual(self.browser.evaluate("decoded"), 1)
        if not self.browser.evaluate("new Audio().canPlayType('audio/mp4; codecs=\"mp4a.40.2\"')"):
            self.skipTest("this browser knows no AAC")
        # Old QuickTime files begin like this one, without the box that tells what they are.
        self.check(self.file("old.mov", fixture.read_bytes().replace(b"ftyp", b"free", 1)))
        self.assertNotEqual(self.content(".card:not(.failed) .answer"), "")

    def test_earlier_answers_are_left_alone(self):
        self.browser.evaluate("window.revoked = []; const revoke = URL.revokeObjectURL;"
                              "URL.revokeObjectURL = (url) => { revoked.push(url); revoke(url); }; 0")
        self.choose(self.wav, self.file("long.wav", tune(40)))
        self.upload_slowly(800_000)
        try:
            self.press("#check")
            self.browser.wait("document.querySelectorAll('.card').length === 1")
            self.browser.evaluate("window.player = document.querySelector('audio'); player.loop = true; player.play();"
                                  "document.querySelector('.stretches button').focus(); 0")
            self.browser.wait("!player.paused && player.currentTime > 0")
        finally:
            self.upload_slowly(-1)
        self.browser.wait("document.querySelectorAll('.card').length === 2")
        self.assertTrue(self.browser.evaluate("document.contains(player) && !player.paused"))
        self.assertTrue(self.browser.evaluate("document.activeElement.matches('.stretches button')"))
        self.wait_until_done()
        addresses = self.browser.evaluate("[...document.querySelectorAll('audio')].map(e => e.src)")
        self.assertEqual(self.browser.evaluate("revoked"), [])
        self.check(self.wav)
        self.browser.wait("document.querySelectorAll('.card').length === 1 && document.querySelector('.card audio') !== null")
        self.assertEqual(self.browser.evaluate("revoked"), addresses)

    def test_focus_stays_with_who_checks_and_cancels(self):
        self.choose(self.wav)
        self.browser.evaluate("document.querySelector('#check').focus()")
        self.browser.key("Enter", "Enter", "\r")
        self.browser.wait("document.querySelectorAll('.card').length === 1")
        self.wait_until_done()
        self.assertEqual(self.browser.evaluate("document.activeElement.id"), "check")
        self.upload_slowly(20_000)
        try:
            self.choose(DEMO)
            self.press("#check")
            self.browser.wait("!document.querySelector('#cancel').hidden")
            # A second press while it goes on changes nothing.
            self.press("#check")
            self.browser.evaluate("document.querySelector('#cancel').focus()")
            self.browser.key("Enter", "Enter", "\r")
            self.browser.wait("document.querySelector('#status').textContent === 'Cancelled.'")
        finally:
            self.upload_slowly(-1)
        self.assertEqual(self.browser.evaluate("document.activeElement.id"), "check")
        self.assertEqual(self.content("#files span"), "demo.mp3")
        # Whoever stands on a file's button while that file is answered gets to the next choice.
        self.browser.evaluate("document.querySelector('#files button').focus()")
        self.press("#check")
        self.browser.wait("document.querySelectorAll('.card').length === 1")
        self.assertEqual(self.browser.evaluate("document.activeElement.id"), "file")
        self.wait_until_done()

    def test_plain_form_where_the_script_cannot_start(self):
        for blocked in ["*/api/models", "*/text/en.json"]:
            self.browser.call("Network.setBlockedURLs", urls=[blocked])
            try:
                self.browser.open(f"{self.server.address}/?lang=en")
                self.browser.wait("performance.getEntriesByType('resource').length > 5")
                self.browser.set_files("#file", [self.wav])
                self.assertEqual(self.browser.evaluate("document.querySelector('#file').files.length"), 1)
                self.press("#check")
                self.browser.wait("document.querySelectorAll('.card .answer').length === 1")
                self.assertIn("<h2>tune.wav</h2>", self.browser.evaluate("document.querySelector('.card').innerHTML"))
            finally:
                self.browser.call("Network.setBlockedURLs", urls=[])
        self.assertTrue(all("ERR_BLOCKED_BY_CLIENT" in problem for problem in self.browser.problems()))
        self.browser.messages.clear()

    def test_a_few_samples_and_a_long_name(self):
        sound = tune(2)
        name = "Artist_Name-The_Song_Title_(Official_Video)_" + "x" * 60 + ".wav"
        data = sound[:40] + (20).to_bytes(4, "little") + sound[44:64]
        self.check(self.file(name, data))
        self.browser.wait("document.querySelectorAll('.card .strip').length === 1")
        self.wait_until_done()
        self.assertNotIn("NaN", self.browser.evaluate("document.querySelector('.card').outerHTML"))
        self.browser.evaluate(
            "document.querySelector('.strip').dispatchEvent(new MouseEvent('click', {bubbles: true, clientX: 50}))")
        self.picture("few-samples")

    def test_drop(self):
        self.browser.evaluate(
            "(async () => { const data = new DataTransfer(); data.items.add(new File(['x'], 'dropped.mp3'));"
            "document.querySelector('#drop').dispatchEvent("
            "new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true})); })()")
        self.assertEqual(self.content("#files span"), "dropped.mp3")

    def test_every_control_has_a_name(self):
        self.check(DEMO)
        nodes = self.browser.call("Accessibility.getFullAXTree")["nodes"]
        roles = {"button", "link", "radio", "textbox", "progressbar", "img", "region", "navigation"}
        nameless = [
            node["role"]["value"] for node in nodes
            if not node.get("ignored") and node.get("role", {}).get("value") in roles
            and not node.get("name", {}).get("value")]
        self.assertEqual(nameless, [])
        live = self.browser.evaluate("[document.querySelector('[role=status]'), document.querySelector('[role=alert]')]"
                                     ".every(e => e !== null)")
        self.assertTrue(live)

    def test_cancel(self):
        self.browser.call(
            "Network.emulateNetworkConditions", offline=False, latency=0, downloadThroughput=-1, uploadThroughput=20000)
        try:
            self.browser.set_files("#file", [DEMO])
            self.browser.wait("document.querySelectorAll('#files li').length === 1")
            self.press("#check")
            self.browser.wait("document.querySelector('#progress').value > 0")
            self.picture("uploading")
            self.press("#cancel")
            self.browser.wait("document.querySelector('#status').textContent === 'Cancelled.'")
        finally:
            self.browser.call(
                "Network.emulateNetworkConditions", offline=False, latency=0, downloadThroughput=-1,
                uploadThroughput=-1)

    def test_without_javascript(self):
        self.browser.size(WIDTHS["wide"], scripts=False)
        self.browser.call("Page.navigate", url=f"{self.server.address}/?lang=id")
        self.browser.wait("document.querySelector('#file')?.required === true")
        self.browser.set_files("#file", [DEMO])
        self.press("#check")
        self.browser.wait("document.querySelectorAll('.card .answer').length === 1")
        self.assertEqual(self.content("#check"), "Cek Genre")
        self.picture("plain-form", scripts=False)


if __name__ == "__main__":
    unittest.main(verbosity=2)
