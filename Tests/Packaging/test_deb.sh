#!/usr/bin/env bash
# Tests what `make deb` makes: lintian finds no error, every command has a manual page that can be set, the unit is one
# that systemd accepts and is as closed as it says. With --debian the package is installed in a bare Debian 12 made by
# debootstrap, answers there as here, is upgraded, removed and purged, and leaves nothing behind.
#
# Usage: Tests/Packaging/test_deb.sh                 of the tests' own build, without the installation
#        Tests/Packaging/test_deb.sh --debian DEB    of the package that `make deb` made
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=Tests/Packaging/rooms.sh
. Tests/Packaging/rooms.sh

for tool in dpkg-deb dpkg-shlibdeps patchelf python3; do
  command -v "$tool" >/dev/null || { say "SKIPPED the Debian package: there is no $tool here."; exit 0; }
done

debian=no
if [ "${1:-}" = --debian ]; then debian=yes; shift; fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
deb=${1:-}
if [ -z "$deb" ]; then
  [ "$debian" = no ] || fail "name the package that make deb made"
  swift_libraries=$(dirname "$(ldd .build/release/genre-cli | awk '/libswiftCore/ { print $3 }')")
  SWIFT_LIBRARIES=$swift_libraries COMPRESSION=gzip COMPRESSION_LEVEL=1 CHECKOUTS=.build/checkouts \
    Packaging/deb.sh "$work" .build/release/genre-cli .build/release/genre-web
  deb=$(find "$work" -name '*.deb')
fi
deb=$(readlink -f "$deb")

# Manual pages: one for each command, without a word of complaint from the formatter.
dpkg-deb --extract "$deb" "$work/tree"
pages=$work/tree/usr/share/man/man1
"$work/tree/usr/bin/genre-cli" --experimental-dump-help 2>/dev/null >"$work/help" \
  || .build/release/genre-cli --experimental-dump-help >"$work/help"
for command in $(python3 -c 'import json, sys
for command in json.load(sys.stdin)["command"]["subcommands"]: print(command["commandName"])' <"$work/help"); do
  [ "$command" = help ] || [ -s "$pages/genre-cli-$command.1.gz" ] || fail "there is no manual page of genre-cli $command"
done
if command -v groff >/dev/null; then
  for page in "$pages"/*.gz; do
    complaints=$(zcat "$page" | groff -man -Tutf8 -ww -z 2>&1)
    [ -z "$complaints" ] || fail "$(basename "$page"): $complaints"
  done
else
  say "SKIPPED the formatting of manual pages: there is no groff here."
fi

if command -v lintian >/dev/null; then
  # A dynamic build has Swift's libraries in no package; what is released has them inside.
  lintian --fail-on error --suppress-tags undeclared-elf-prerequisites,unstripped-binary-or-object "$deb" \
    || fail "lintian found errors"
else
  say "SKIPPED lintian: it is not here."
fi

if command -v systemd-analyze >/dev/null; then
  unit=Packaging/debian/genre-web.service
  exposure=$(systemd-analyze security --offline=yes --no-pager "$unit" \
    | sed -nE 's/.*Overall exposure level[^:]*: ([0-9.]+).*/\1/p')
  awk -v exposure="$exposure" 'BEGIN { exit !(exposure > 0 && exposure <= 1.5) }' \
    || fail "the unit's exposure is $exposure, more than 1.5"
  say "exposure of the unit: $exposure of 10"
else
  say "SKIPPED the unit: there is no systemd-analyze here."
fi
say "Debian package: ok"

[ "$debian" = yes ] || exit 0
if ! can_enter_roots; then say "SKIPPED the installation: only root may change roots."; exit 0; fi
root=$work/debian
if ! make_debian_root "$root"; then
  say "SKIPPED the installation in a bare Debian 12: debootstrap cannot run here."
  exit 0
fi
find "$root/etc" "$root/usr" "$root/lib/systemd" | sort >"$work/before"
cp "$deb" "$root/tmp/new.deb"
cp Examples/demo.mp3 "$root/tmp/"
apt() { inside "$root" env DEBIAN_FRONTEND=noninteractive apt-get -q -y "$@" >"$work/apt" 2>&1 || fail "apt-get $*: $(tail -n 5 "$work/apt")"; }

# An older version first, which is the same but for its number.
dpkg-deb --raw-extract "$deb" "$work/older"
sed -i 's/^Version: .*/Version: 0.0.1/' "$work/older/DEBIAN/control"
dpkg-deb --root-owner-group -Znone --build "$work/older" "$root/tmp/old.deb" >/dev/null
apt update
apt install --no-install-recommends /tmp/old.deb
echo 'GENRE_WEB_PORT=9000' >>"$root/etc/default/genre-web"
apt install --no-install-recommends /tmp/new.deb
# shellcheck disable=SC2016 # dpkg-query replaces this
version=$(inside "$root" dpkg-query --show --showformat '${Version}' genre-classifier)
[ "$version" != 0.0.1 ] || fail "the upgrade has left version $version"
grep -q GENRE_WEB_PORT=9000 "$root/etc/default/genre-web" || fail "the upgrade has changed a file of the administrator"

answer=$(inside "$root" genre-cli classify --format json /tmp/demo.mp3)
expected=$(.build/release/genre-cli classify --format json Examples/demo.mp3)
[ "${answer//\/tmp\//}" = "${expected//Examples\//}" ] || fail "answers $answer instead of $expected"
inside "$root" genre-cli doctor >"$work/doctor" || fail "$(cat "$work/doctor")"
[ -n "$(ask_server "$root" Examples/demo.mp3 /usr/bin/genre-web)" ] || fail "the server does not answer"

apt purge genre-classifier
apt autoremove --purge
find "$root/etc" "$root/usr" "$root/lib/systemd" | sort >"$work/after"
left=$(comm -13 "$work/before" "$work/after" | grep -i genre || true)
[ -z "$left" ] || fail "purge has left $left"
say "installed, upgraded and purged in a bare Debian 12: ok"
