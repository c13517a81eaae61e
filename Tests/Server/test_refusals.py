"""A hundred and more kinds of bad request, each with the answer that it must get, byte for byte as a client sends it.

    python3 Tests/Server/test_refusals.py

Needs the built server (swift build -c release --product genre-web) and nothing but the standard library.
"""

import json
import struct
import unittest

from server import Server, form, head, post, read_answer, tune

FILE = b'Content-Disposition: form-data; name="file"; filename="a.wav"\r\n'
MULTIPART = "multipart/form-data; boundary=b"
LIMIT = 1 << 20
OPTIONS = ("--max-upload", "1M", "--max-duration", "20", "--idle-timeout", "1")


def plain(request_line, *headers, body=b""):
    """A request with exactly these lines."""
    return b"\r\n".join([request_line.encode(), *(line.encode("latin-1") for line in headers)]) + b"\r\n\r\n" + body


def sent(body, path="/predict/gru", kind=MULTIPART, **options):
    """A body with its true length."""
    return head(path, len(body), kind=kind, **options) + body


def parts(*each, end=b"--b--\r\n"):
    """A form of parts that are written out."""
    return b"".join(b"--b\r\n" + part + b"\r\n" for part in each) + end


def wav(channels=1, rate=22050, bits=16, kind=1, samples=b"", declared=None):
    """A WAV file with any header."""
    size = len(samples) if declared is None else declared
    block = channels * bits // 8 & 0xFFFF
    return struct.pack(
        "<4sI8sIHHIIHH4sI", b"RIFF", 36 + size & 0xFFFFFFFF, b"WAVEfmt ", 16, kind, channels, rate,
        rate * block & 0xFFFFFFFF, block, bits, b"data", size) + samples


def chunked(*chunks, end=b"0\r\n\r\n"):
    body = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + end
    return head("/predict/gru", kind=MULTIPART, more="Transfer-Encoding: chunked\r\n") + body


# What is sent, by what is wrong with it. The answer's status and code stand in front of each group.
TABLE = {
    (400, "bad_request"): {
        "no HTTP": b"hello\r\n\r\n",
        "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 9,
        "an unknown version": plain("GET / HTTP/9.9"),
        "HTTP/2 without a word of it": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "no version": plain("GET /"),
        "no path": plain("GET  HTTP/1.1", "Host: a"),
        "a lower-case method": plain("get / HTTP/1.1", "Host: a"),
        "an invented method": plain("FETCH / HTTP/1.1", "Host: a"),
        "a header without a colon": plain("GET / HTTP/1.1", "bad header"),
        "a header without a name": plain("GET / HTTP/1.1", ": x"),
        "a space before the colon": plain("POST /predict/gru HTTP/1.1", "Host: a", "Content-Length : 1", body=b"x"),
        "a zero byte in a header": plain("GET / HTTP/1.1", "Host: a", "X: a\0b"),
        "a zero byte in the path": plain("GET /\0 HTTP/1.1", "Host: a"),
        "a negative length": plain("POST / HTTP/1.1", "Host: a", "Content-Length: -5"),
        "a length in words": plain("POST / HTTP/1.1", "Host: a", "Content-Length: many"),
        "a length of twenty digits": plain("POST / HTTP/1.1", "Host: a", "Content-Length: 99999999999999999999"),
        "two lengths": plain("POST / HTTP/1.1", "Host: a", "Content-Length: 1", "Content-Length: 2", body=b"xx"),
        "a length and chunks": plain(
            "POST / HTTP/1.1", "Host: a", "Content-Length: 4", "Transfer-Encoding: chunked", body=b"0\r\n\r\n"),
        "a chunk of no length": plain("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", body=b"zz\r\n"),
        "a chunk of a negative length": plain("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", body=b"-1\r\n"),
        "a chunk longer than memory": plain(
            "POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", body=b"fffffffffffffffff\r\n"),
        "a chunk longer than it says": chunked(end=b"1\r\nxx\r\n"),
    },
    (431, "headers_too_large"): {
        "a header of 40,000 bytes": plain("GET / HTTP/1.1", "Host: a", "X: " + "y" * 40_000),
        "101 headers": plain("GET / HTTP/1.1", *(f"X-{index}: y" for index in range(101))),
        "a header name of 40,000 bytes": plain("GET / HTTP/1.1", "y" * 40_000 + ": x"),
        "a path of 40,000 bytes": plain("GET /" + "a" * 40_000 + " HTTP/1.1", "Host: a"),
    },
    (404, "not_found"): {
        name: plain(f"GET {path} HTTP/1.1", "Host: a")
        for name, path in {
            "nowhere": "/nowhere", "up": "/../etc/passwd", "up, in codes": "/%2e%2e/%2e%2e/etc/passwd",
            "two slashes": "//etc/passwd", "a file of the page's sources": "/index.html", "words without a language":
            "/text/", "a language that is none": "/text/de.json", "a language with a path": "/text/../en.json",
            "the API's root": "/api", "below a path": "/api/models/gru", "below a model": "/predict/gru/x",
            "no model": "/predict", "a path of 8,000 bytes": "/" + "a" * 8000, "codes that are none": "/%zz%",
            "other letters": "/%E6%AD%8C", "an upper-case path": "/HEALTHZ", "a dot file": "/.git/config",
        }.items()
    },
    (405, "method_not_allowed"): {
        f"{method} {path}": plain(f"{method} {path} HTTP/1.1", "Host: a", "Content-Length: 0")
        for method, path in [
            ("GET", "/predict/gru"), ("PUT", "/predict/gru"), ("DELETE", "/predict/lstm"), ("GET", "/api/classify"),
            ("PATCH", "/api/classify"), ("POST", "/api/models"), ("POST", "/healthz"), ("PUT", "/readyz"),
            ("DELETE", "/metrics"), ("POST", "/openapi.yaml"), ("TRACE", "/"), ("DELETE", "/"), ("PROPFIND", "/"),
        ]
    },
    (415, "unsupported_type"): {
        f"as '{kind}'": sent(b"{}", kind=kind)
        for kind in [
            "application/json", "application/x-www-form-urlencoded", "text/plain", "text/html; charset=utf-8",
            "image/png", "video/mp4", "multipart/mixed; boundary=b", "multipart/form-datax; boundary=b", "audio", "*/*",
            "application/xml", "nonsense",
        ]
    },
    (400, "bad_form"): {
        "no boundary": sent(form(b"x"), kind="multipart/form-data"),
        "an empty boundary": sent(form(b"x"), kind="multipart/form-data; boundary="),
        "a boundary of 71 letters": sent(form(b"x"), kind="multipart/form-data; boundary=" + "x" * 71),
        "a boundary that ends in a space": sent(form(b"x"), kind='multipart/form-data; boundary="b "'),
        "a boundary that is not closed": sent(form(b"x"), kind='multipart/form-data; boundary="b'),
        "another boundary": sent(form(b"x"), kind="multipart/form-data; boundary=c"),
        "no end": sent(form(b"x", end=False)),
        "half an end": sent(form(b"x", end=False) + b"\r\n--b-"),
        "nothing but a preamble": sent(b"la la la"),
        "an empty body": sent(b""),
        "headers without an end": sent(b"--b\r\n" + FILE),
        "a part's header without a colon": sent(parts(b"nonsense\r\n\r\nx")),
        "a part's header that goes on": sent(parts(b"A: x\r\n folded\r\n\r\nx")),
        "a zero byte in a part's header": sent(parts(b"A: x\0y\r\n\r\nx")),
        "a part that is no form's": sent(parts(b"Content-Disposition: attachment\r\n\r\nx")),
        "a name that is not closed": sent(parts(b'Content-Disposition: form-data; name="file\r\n\r\nx')),
        "line breaks without a return": sent(form(b"x").replace(b"\r\n", b"\n")),
        "chunks that end early in the form": chunked(form(b"x", end=False)),
    },
    (400, "no_file"): {
        "no parts": sent(b"--b--\r\n"),
        "another field": sent(form(b"x", field="song")),
        "a field in capitals": sent(form(b"x", field="FILE")),
        "a part without a name": sent(parts(b"\r\nx")),
        "nothing chosen": sent(form(b"", name="")),
        "a raw body of nothing": sent(b"", kind="audio/mpeg"),
        "no body at all": plain("POST /predict/gru HTTP/1.1", "Host: a"),
        "no chunks": head("/predict/gru", kind="audio/wav", more="Transfer-Encoding: chunked\r\n") + b"0\r\n\r\n",
    },
    (400, "unknown_model"): {
        f"the model '{name}'": sent(form(tune(4)), path=path)
        for name, path in {
            "cnn": "/predict/cnn", "GRU": "/predict/GRU", "a path": "/predict/..%2f..%2fetc%2fpasswd",
            "a zero byte": "/predict/gru%00", "a query's": "/api/classify?model=cnn", "none of two":
            "/api/classify?model=gru,", "a comma": "/api/classify?model=,", "with a space": "/api/classify?model=gru%20",
            "a thousand letters": "/predict/" + "x" * 1000, "a file's": "/api/classify?model=/etc/passwd",
            "markup": "/predict/%3Cscript%3E",
        }.items()
    },
    (400, "bad_parameter"): {
        "two models in a path": sent(form(tune(4)), path="/predict/gru,lstm"),
        "a timeline of maybe": sent(form(tune(4)), path="/api/classify?timeline=maybe"),
        "a timeline of 2": sent(form(tune(4)), path="/api/classify?timeline=2"),
        "an empty timeline": sent(form(tune(4)), path="/api/classify?timeline="),
        "a field of 300 bytes": sent(
            parts(b'Content-Disposition: form-data; name="model"\r\n\r\n' + b"x" * 300), path="/api/classify"),
    },
    (413, "too_large"): {
        "a declared length of 10 GiB": head("/predict/gru", 10 << 30),
        "a declared length of 2^63 - 1": head("/predict/gru", (1 << 63) - 1),
        "one byte too many": head("/predict/gru", LIMIT + 1),
        "a body too large": sent(form(bytes(LIMIT))),
        "a raw body too large": sent(bytes(LIMIT + 1), kind="audio/wav"),
        "too many chunks": chunked(form(b"", end=False), *[bytes(1 << 16)] * 17),
        "a preamble too large": sent(b"x" * LIMIT + form(b"x")),
        "too large, and waiting for leave": head("/predict/gru", LIMIT + 1, more="Expect: 100-continue\r\n"),
    },
    (413, "too_many_files"): {
        "two files": sent(parts(FILE + b"\r\nx", FILE + b"\r\ny")),
        "two files, one empty": sent(parts(FILE + b"\r\nx", FILE + b"\r\n")),
    },
    (413, "bad_form"): {
        "65 parts": sent(parts(*[b"\r\nx"] * 65)),
        "10,000 parts": sent(parts(*[b"\r\nx"] * 10_000)),
        "a part's header of 9,000 bytes": sent(parts(b"A: " + b"x" * 9000 + b"\r\n\r\nx")),
        "a part's headers without end": sent(b"--b\r\n" + b"A: x\r\n" * 9000),
    },
    (422, "not_audio"): {
        name: sent(form(data))
        for name, data in {
            "an empty file": b"", "one byte": b"x", "words": b"la la la la la la la " * 40, "zeros": bytes(5000),
            "a page": b"<!doctype html><html><body>no music</body></html>", "a picture":
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(500), "an archive": b"PK\x03\x04" + bytes(500), "a document":
            b"%PDF-1.7\n" + bytes(500), "a program": b"\x7fELF" + bytes(500),
            "RIFF and nothing more": b"RIFF", "RIFF of an unknown kind": b"RIFF\x24\0\0\0ACON" + bytes(500),
            "a WAV's header alone": wav(), "a WAV that promises 4 GiB": wav(declared=0xFFFFFFF0), "an ID3 tag alone":
            b"ID3\x04\0\0\0\0\x0f\x76" + bytes(2038), "an ID3 tag that never ends": b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + bytes(500),
            "one MP3 header": b"\xff\xfb\x90\x64", "a FLAC's mark alone": b"fLaC", "a FLAC of zeros": b"fLaC" + bytes(800),
            "an Ogg's mark alone": b"OggS" + bytes(500), "an AIFF's mark alone": b"FORM\0\0\0\x04AIFF", "an AU's mark alone":
            b".snd" + bytes(20), "a CAF's mark alone": b"caff\0\x01\0\0" + bytes(60), "a WAV of no channels":
            wav(channels=0, samples=bytes(4000)),
        }.items()
    },
    (422, "unsupported_format"): {
        "a MIDI file": sent(form(b"MThd\0\0\0\x06" + bytes(500))),
        "an OptimFROG file": sent(form(b"OFR \x0f\0\0\0" + bytes(500))),
    },
    (422, "limit_exceeded"): {
        "too long a recording": sent(form(tune(21))),
        "a WAV of 0 Hz": sent(form(wav(rate=0, samples=bytes(4000)))),
        "17 channels": sent(form(wav(channels=17, samples=bytes(17 * 4000)))),
    },
    (408, "upload_timeout"): {
        "a body that does not come": head("/predict/gru", 1000),
        "half a body": head("/predict/gru", 1000) + form(b"x", end=False),
        "chunks that stop": chunked(form(b"x", end=False), end=b"5\r\nla"),
    },
}


class RefusalTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(*OPTIONS)

    @classmethod
    def tearDownClass(cls):
        status = cls.server.stop()
        assert status == 0, f"the server ended with {status}"

    def test_each_gets_its_answer(self):
        for (status, code), requests in TABLE.items():
            for name, request in requests.items():
                with self.subTest(name):
                    self.check(request, status, code)
        print(f"\n  {sum(map(len, TABLE.values()))} kinds", end=" ")

    def check(self, request, status, code):
        with self.server.connect(10) as connection:
            try:
                connection.sendall(request)
            except OSError:
                pass  # The server need not read to the end what it refuses; its answer must be there all the same.
            got, headers, body = read_answer(connection)
        error = json.loads(body)["error"]
        self.assertEqual((got, error["code"]), (status, code), error["message"])
        self.assertEqual(set(error), {"code", "message"})
        self.assertGreater(len(error["message"]), 10)
        self.assertRegex(error["message"], r"^[A-Z'].*[.?!]$|example: curl")
        self.assertEqual(headers["content-type"], "application/json")
        self.assertEqual(headers["x-content-type-options"], "nosniff")
        self.assertIn("default-src 'none'", headers["content-security-policy"])
        self.assertTrue(headers["x-request-id"])

    def test_nothing_is_left_behind(self):
        self.assertEqual(post(self.server, "/predict/gru", form(tune(4)))[0], 200)
        self.assertEqual(self.server.metric("genre_upload_memory_bytes"), 0)
        self.assertEqual(self.server.metric("genre_http_requests_in_progress"), 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
