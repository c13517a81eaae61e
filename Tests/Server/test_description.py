"""Whether openapi.yaml is true: schemathesis makes requests of it, good and bad, and checks each answer against it.

    python3 Tests/Server/test_description.py

Needs the built server, and schemathesis (Tools/setup/requirements-web.txt) in .venv-web.
"""

import os
import pathlib
import subprocess
import tempfile
import unittest

from server import ROOT, Server

PROGRAM = pathlib.Path(os.environ.get("GENRE_SCHEMATHESIS", ROOT / ".venv-web/bin/schemathesis"))


class DescriptionTest(unittest.TestCase):
    def test_answers_are_as_described(self):
        server = Server()
        try:
            with tempfile.TemporaryDirectory() as folder:
                run = subprocess.run(
                    [
                        PROGRAM, "run", f"{server.address}/openapi.yaml", "--url", server.address,
                        "--checks", "all", "--max-examples", "25", "--seed", "1", "--no-color",
                        # Random bytes of a declared type may well be no audio, and random audio no upload.
                        "--exclude-checks", "positive_data_acceptance",
                    ],
                    cwd=folder, capture_output=True, text=True, timeout=400)
            self.assertEqual(run.returncode, 0, run.stdout[-6000:] + run.stderr[-2000:])
        finally:
            self.assertEqual(server.stop(), 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
