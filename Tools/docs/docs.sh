#!/usr/bin/env bash
# Makes the documentation site in .build-docs/site: the documents and a reference of each library as pages that open from
# a folder, and a DocC archive of each library in api/LIBRARY, which needs a web server. Links are checked.
#
# Usage: Tools/docs/docs.sh      the libraries must be built: .build/release/Modules
set -euo pipefail
cd "$(dirname "$0")/../.."

if [ ! -x .venv-docs/bin/python ]; then
  echo "docs: SKIPPED the documentation site: there is no .venv-docs (Tools/setup/setup.sh docs makes it)."
  exit 0
fi
libraries=(GenreKit GenreTraining GenreReports GenreLibrary GenreAudio GenreFeatures GRUNet)
target=$(swiftc -print-target-info | sed -nE 's/.*"triple": "([^"]+)".*/\1/p' | head -n 1)
site=.build-docs/site graphs=.build-docs/graphs
rm -rf .build-docs
mkdir -p "$site/api" "$graphs"

maps=()
# The last is SQLite's, which GenreLibrary needs by way of GRDB.
for map in Sources/*/module.modulemap Sources/*/include/module.modulemap .build/release/*.build/module.modulemap \
  .build/checkouts/GRDB.swift/Sources/GRDBSQLite/module.modulemap; do
  [ ! -e "$map" ] || maps+=(-Xcc "-fmodule-map-file=$map")
done
for library in "${libraries[@]}"; do
  if [ ! -e ".build/release/Modules/$library.swiftmodule" ]; then
    echo "docs: note: $library is not built, so the site has no reference of it" >&2
    continue
  fi
  mkdir -p "$graphs/$library"
  swift-symbolgraph-extract -module-name "$library" -target "$target" -I .build/release/Modules "${maps[@]}" \
    -output-dir "$graphs/$library" -minimum-access-level public -skip-synthesized-members
  if command -v docc >/dev/null; then
    # Its warnings are about links in comments; they are shown when something is wrong.
    docc convert --additional-symbol-graph-dir "$graphs/$library" --fallback-display-name "$library" \
      --fallback-bundle-identifier "$library" --transform-for-static-hosting --hosting-base-path "api/$library" \
      --output-dir "$site/api/$library" >"$graphs/$library.log" 2>&1 || { cat "$graphs/$library.log" >&2; exit 1; }
  else
    echo "docs: note: docc was not found, so the site has no DocC archive of $library" >&2
    mkdir -p "$site/api/$library"
    echo "<p>docc was not there when this site was made.</p>" >"$site/api/$library/index.html"
  fi
  cp "$graphs/$library"/*.symbols.json "$graphs/"
done
.venv-docs/bin/python Tools/docs/make_site.py "$site" "$graphs"
