#!/usr/bin/env bash
# Tests the built server on loopback: a table of bad requests, slow and vanishing clients, load, SIGTERM; then its page in a
# headless browser. What cannot be had here is skipped, by name.
#
# Usage: Tools/tests/test_web.sh      GENRE_WEB names another binary, GENRE_BROWSER another browser
set -euo pipefail
cd "$(dirname "$0")/../.."

if ! command -v python3 >/dev/null; then
  echo "web: SKIPPED all tests of the running server and its page: there is no python3 here."
  exit 0
fi
[ -x "${GENRE_WEB:-.build/release/genre-web}" ] || swift build -c release --product genre-web

for name in Server/test_refusals Server/test_server Server/test_abandoned Page/test_page Page/test_listen Page/test_proxy; do
  echo "web: $name"
  # A test that hangs must not hang the run; each takes a minute or less.
  timeout 600 python3 -W ignore::ResourceWarning "Tests/$name.py"
done

if [ -x .venv-web/bin/schemathesis ]; then
  echo "web: Server/test_description"
  timeout 600 python3 -W ignore::ResourceWarning Tests/Server/test_description.py
else
  echo "web: SKIPPED Server/test_description: there is no schemathesis here (Tools/setup/requirements-web.txt)."
fi
