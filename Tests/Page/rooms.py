"""Makes the modules of Tests/Server importable from here: the page is tested in front of the same server."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Server"))
