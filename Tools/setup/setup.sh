#!/usr/bin/env bash
# Makes this machine ready to build (or to test) the package: a recent enough Swift, pkg-config,
# and the libraries that sound is read and analysed with. Says what it will install before it
# does, and nothing at all when nothing is missing.
#
# Usage: Tools/setup/setup.sh build    what `make demo`, `make build` and `make install` need
#        Tools/setup/setup.sh package  what `make bundle` and `make deb` need besides
#        Tools/setup/setup.sh docs     what `make docs` needs besides
#        Tools/setup/setup.sh test     all that, and what the tests need besides
set -euo pipefail

readonly minimum_swift=6.2
readonly purpose=${1:-build}
root=$(cd "$(dirname "$0")/../.." && pwd)
readonly root

say() { printf 'setup: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

check_swift() {
  local report version where="https://www.swift.org/install"
  has swift || fail "swift was not found; install Swift $minimum_swift or later from $where and put it on PATH."
  # The whole report is kept before it is searched: cutting the pipe short would end swift with SIGPIPE.
  if ! report=$(swift --version 2>&1) || ! swift package --version >/dev/null 2>&1; then
    fail "swift is here and does not start (${report%%$'\n'*}); $where names the packages that Swift itself needs."
  fi
  version=$(sed -nE 's/.*Swift version ([0-9]+(\.[0-9]+)*).*/\1/p' <<<"$report")
  version=${version%%$'\n'*}
  [ -n "$version" ] || fail "'swift --version' names no version: ${report%%$'\n'*}"
  if [ "$(printf '%s\n%s\n' "$minimum_swift" "$version" | sort -V | head -n 1)" != "$minimum_swift" ]; then
    fail "Swift $version is too old: $minimum_swift or later is needed, from $where"
  fi
}

# One row a requirement: how it is detected, its package for apt, for brew, and what it is for.
readonly requirements='
toolchain:headers|g++|gcc|brings the C and C++ headers and start files that Swift builds with
command:pkg-config|pkg-config|pkgconf|tells Swift where the libraries below are
command:git|git|git|fetches the Swift packages that the programs use
module:sndfile|libsndfile1-dev|libsndfile|reads WAV, AIFF, AU, CAF, Ogg Vorbis and Opus
module:flac|libflac-dev|flac|reads FLAC
module:libmpg123|libmpg123-dev|mpg123|reads MP3
module:libavformat|libavformat-dev|ffmpeg|reads AAC, ALAC, WMA, WebM and the sound of films
module:sqlite3|libsqlite3-dev|sqlite|keeps the index of a music library
module:soxr|libsoxr-dev|libsoxr|converts the sample rate
module:fftw3f|libfftw3-dev|fftw|computes Fourier transforms
'

# Swift's archive needs them and does not hold them; its container images and Xcode have them already.
has_system_headers() {
  [ "$(uname -s)" = Linux ] || return 0
  [ -e /usr/include/stdio.h ] && compgen -G '/usr/lib/gcc/*/*/libstdc++.*' >/dev/null
}

is_met() {
  case $1 in
    toolchain:headers) has_system_headers ;;
    command:*) has "${1#command:}" ;;
    module:*) has pkg-config && pkg-config --exists "${1#module:}" ;;
  esac
}

# The rows that are not met, with the column of packages asked for: "PACKAGE|PURPOSE".
missing_packages() {
  local probe apt brew use
  while IFS='|' read -r probe apt brew use; do
    [ -n "$probe" ] || continue
    is_met "$probe" && continue
    if [ "$1" = brew ]; then printf '%s|%s\n' "$brew" "$use"; else printf '%s|%s\n' "$apt" "$use"; fi
  done <<<"$requirements"
}

# The person's own password prompt is welcome; a prompt that nobody can answer is not.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; elif [ -t 0 ]; then sudo "$@"; else sudo -n "$@"; fi
}

apt_quietly() {
  local log=$1
  shift
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$@" >>"$log" 2>&1 </dev/null
}

apt_install() {
  local log
  if [ "$(id -u)" -ne 0 ] && ! has sudo; then
    fail "this needs root and there is no sudo; as root, run: apt-get update && apt-get install -y $*"
  fi
  log=$(mktemp)
  if ! { apt_quietly "$log" update && apt_quietly "$log" install --no-install-recommends "$@"; }; then
    tail -n 5 "$log" | sed 's/^/  apt-get: /' >&2
    rm -f "$log"
    fail "apt-get could not install: $*. Is this machine online, and may you use sudo?"
  fi
  rm -f "$log"
}

install_missing() {
  local manager rows packages
  if has apt-get; then manager=apt; elif has brew; then manager=brew; else manager=none; fi
  rows=$(missing_packages "$manager")
  [ -n "$rows" ] || return 0
  packages=$(cut -d '|' -f 1 <<<"$rows" | xargs)
  if [ "$manager" = none ]; then
    fail "missing: $packages (Debian's names), and neither apt-get nor brew is here to install them:" \
      "install them with this system's own package manager."
  fi
  say "missing system packages, to be installed with $manager now:"
  while IFS='|' read -r name use; do printf '  %-16s %s\n' "$name" "$use" >&2; done <<<"$rows"
  # shellcheck disable=SC2086 # the names are meant to fall apart into words
  case $manager in
    apt) apt_install $packages ;;
    brew) brew install --quiet $packages >&2 || fail "brew could not install: $packages. Is this machine online?" ;;
  esac
  rows=$(missing_packages "$manager")
  [ -z "$rows" ] || fail "installed, and still not found: $(cut -d '|' -f 1 <<<"$rows" | xargs);" \
    "does PKG_CONFIG_PATH or PATH hide them?"
  say "system packages installed."
}

# A Python environment in folder $1 with the packages of file $2, for the test named $3. No Python, no network: that
# one test is skipped, by name; everything else runs.
prepare_python() {
  local venv=$root/$1 wanted=$root/Tools/setup/$2 tested=$3 log
  cmp -s "$wanted" "$venv/installed.txt" && return 0
  say "making $1 for the test of $tested."
  log=$(mktemp)
  rm -rf "$venv"
  if ! python3 -m venv "$venv" >"$log" 2>&1 && has apt-get; then
    rm -rf "$venv"
    say "installing python3-venv for it, with apt."
    # In a subshell, so that a failure ends the attempt and not the set-up.
    if (apt_install python3-venv); then python3 -m venv "$venv" >"$log" 2>&1 || true; fi
  fi
  if [ -x "$venv/bin/pip" ] \
    && "$venv/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: -r "$wanted" \
      >"$log" 2>&1 </dev/null; then
    cp "$wanted" "$venv/installed.txt"
  else
    tail -n 2 "$log" | sed 's/^/  python: /' >&2
    say "note: $1 could not be made; the test of $tested will be skipped."
    rm -rf "$venv"
  fi
  rm -f "$log"
}

# The tests of the running server need Python, those of the page a browser as well, and the one behind a proxy nginx.
# What cannot be had: its tests are skipped, by name; everything else runs.
prepare_browser() {
  local packages=()
  has python3 || packages+=(python3)
  # Where services are managed, the package would at once start a web server that nobody asked for.
  if ! PATH=$PATH:/usr/sbin has nginx; then
    if [ -d /run/systemd/system ]; then
      say "note: the test of the page behind a proxy is skipped unless you install nginx."
    else
      packages+=(nginx)
    fi
  fi
  has chromium || has chromium-browser || has google-chrome || has google-chrome-stable || [ -n "${GENRE_BROWSER:-}" ] \
    || packages+=(chromium)
  [ ${#packages[@]} -gt 0 ] || return 0
  # Ubuntu has no browser among its packages but a stand-in that wants snap.
  if has apt-get && ! apt-cache show chromium >/dev/null 2>&1; then
    (apt_quietly /dev/null update) || true
    apt-cache show chromium >/dev/null 2>&1 || packages=("${packages[@]/chromium/}")
  fi
  read -ra packages <<<"${packages[*]}"
  if has apt-get && [ ${#packages[@]} -gt 0 ]; then
    say "installing ${packages[*]} for the tests of the upload page, with apt."
    (apt_install "${packages[@]}") || true
  fi
}

# The tests of FFmpeg's libraries read what the command ffmpeg makes. Not to be had: they are skipped, by name.
prepare_ffmpeg() {
  has ffmpeg && return 0
  has apt-get || return 0
  say "installing ffmpeg for the tests of further formats, with apt."
  (apt_install ffmpeg) || true
}

# Instructions are counted under valgrind. Not to be had, as on a Mac: that test is skipped, by name.
prepare_valgrind() {
  has valgrind && return 0
  has apt-get || return 0
  say "installing valgrind for the test that counts instructions, with apt."
  (apt_install valgrind) || true
}

# Without it `make lint` leaves the scripts out, and says so.
prepare_shellcheck() {
  has shellcheck && return 0
  has apt-get || return 0
  say "installing shellcheck for the check of the scripts, with apt."
  (apt_install shellcheck) || true
}

# Packages are made on Debian and its kin. For the tests: not to be had, they are skipped, by name.
prepare_packaging() {
  local packages=()
  has apt-get || return 0
  has patchelf || packages+=(patchelf)
  has python3 || packages+=(python3)
  has dpkg-shlibdeps || packages+=(dpkg-dev)
  if [ "$purpose" = test ]; then
    has lintian || packages+=(lintian)
    has groff || packages+=(groff)
    has systemd-analyze || packages+=(systemd)
    has java || packages+=(openjdk-17-jre-headless)
  fi
  [ ${#packages[@]} -gt 0 ] || return 0
  say "installing ${packages[*]} for packages and their tests, with apt."
  (apt_install "${packages[@]}") || true
}

case $purpose in
  build | package | docs | test) ;;
  *) fail "unknown purpose '$purpose': say build, package, docs or test." ;;
esac
check_swift
install_missing
case $purpose in package | test) prepare_packaging ;; esac
case $purpose in docs | test) prepare_python .venv-docs requirements-docs.txt "the documentation site" ;; esac
if [ "$purpose" = test ]; then
  # The weight converter's test has data only where $GENRE_DATA is.
  if [ -d "${GENRE_DATA:-$root/../shared/data}" ]; then
    prepare_python .venv requirements.txt "the weight converter"
  fi
  prepare_browser
  prepare_valgrind
  prepare_shellcheck
  prepare_ffmpeg
  prepare_python .venv-web requirements-web.txt "the API's description"
  if has java; then prepare_python .venv-spark requirements-spark.txt "the Spark job"; fi
  prepare_python .venv-beets requirements-beets.txt "the plugin for beets and of tags by other programs"
fi
