#!/usr/bin/env bash
# Tests the Spark job on a cluster of two workers on this machine (Tests/Spark), with the command as an archive that the
# executors unpack. Skipped, by name, where Java or PySpark is missing.
#
# Usage: Tools/tests/test_spark.sh      GENRE_CLI names another binary, GENRE_SPARK_SONGS how many songs
set -euo pipefail
cd "$(dirname "$0")/../.."

if ! command -v java >/dev/null || [ ! -x .venv-spark/bin/spark-submit ] || ! command -v patchelf >/dev/null; then
  echo "spark: SKIPPED the Spark job: it needs java, patchelf and .venv-spark (Tools/setup/setup.sh test)."
  exit 0
fi
GENRE_CLI=$(readlink -f "${GENRE_CLI:-.build/release/genre-cli}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ARCHIVE=no Packaging/bundle.sh "$work/bundle" "$GENRE_CLI"
tar --create --file "$work/bundle.tar" --directory "$work" bundle
export GENRE_CLI GENRE_BUNDLE=$work/bundle.tar
timeout 1800 .venv-spark/bin/python -W ignore::ResourceWarning Tests/Spark/test_job.py
