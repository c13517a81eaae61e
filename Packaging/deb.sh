#!/usr/bin/env bash
# Makes a Debian package of the built programs with dpkg's own tools: both programs, completions, manual pages made of
# their help, a systemd unit for the page, and the licences of what is inside. The dependencies are found by
# dpkg-shlibdeps; FFmpeg's libraries, which are opened at run time, are recommended.
#
# Usage: Packaging/deb.sh FOLDER GENRE-CLI GENRE-WEB    writes FOLDER/genre-classifier_VERSION_ARCHITECTURE.deb
#        CHECKOUTS names the folders of SwiftPM checkouts (A:B) that hold the licences of what is linked in
set -euo pipefail

folder=${1:?the folder for the package} command=${2:?the built genre-cli} server=${3:?the built genre-web}
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
readonly folder command server here root package=genre-classifier

fail() { echo "deb: $*" >&2; exit 1; }
for tool in dpkg-deb dpkg-shlibdeps patchelf python3; do
  command -v "$tool" >/dev/null || fail "$tool was not found; run Tools/setup/setup.sh package"
done

version=${VERSION:-$("$here/version.sh")}
architecture=$(dpkg --print-architecture)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null || echo 0)}
export SOURCE_DATE_EPOCH
maintainer=${MAINTAINER:-"genre-classifier authors <genre-classifier@users.noreply.github.com>"}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree=$work/tree docs=$work/tree/usr/share/doc/$package
umask 022
mkdir -p "$tree/DEBIAN"

put() { install -D -m "$1" "$2" "$tree/$3"; }
zip_in_place() { gzip -9n "$1"; }

put 755 "$command" usr/bin/genre-cli
put 755 "$server" usr/bin/genre-web
patchelf --remove-rpath "$tree/usr/bin/genre-cli"
patchelf --remove-rpath "$tree/usr/bin/genre-web"

for program in genre-cli genre-web; do
  built=$command
  [ "$program" = genre-cli ] || built=$server
  for shell in bash zsh fish; do "$built" --generate-completion-script "$shell" >"$work/$program.$shell"; done
  # It is read by a shell and never run.
  sed -i '1{/^#!/d}' "$work/$program.bash"
  put 644 "$work/$program.bash" "usr/share/bash-completion/completions/$program"
  put 644 "$work/$program.zsh" "usr/share/zsh/vendor-completions/_$program"
  put 644 "$work/$program.fish" "usr/share/fish/vendor_completions.d/$program.fish"
done

python3 "$here/manpages.py" "$work/man" "$command" "$server"
for page in "$work/man"/*.1; do
  put 644 "$page" "usr/share/man/man1/$(basename "$page")"
  zip_in_place "$tree/usr/share/man/man1/$(basename "$page")"
done

put 644 "$here/debian/genre-web.service" lib/systemd/system/genre-web.service
put 644 "$here/debian/genre-web.default" etc/default/genre-web
echo /etc/default/genre-web >"$tree/DEBIAN/conffiles"

put 644 "$root/README.md" "usr/share/doc/$package/README.md"
put 644 "$root/CHANGELOG.md" "usr/share/doc/$package/NEWS.md"
zip_in_place "$docs/NEWS.md"
put 644 "$root/Examples/demo.mp3" "usr/share/doc/$package/examples/demo.mp3"
"$here/licences.sh" "$work/licences" "${CHECKOUTS:-none}"
for text in "$work/licences"/*-NOTICE.txt; do
  [ ! -e "$text" ] || put 644 "$text" "usr/share/doc/$package/licences/$(basename "$text")"
done

holder=$(sed -nE 's/^Copyright \(c\) [0-9-]+ //p' "$root/LICENSE")
year=$(sed -nE 's/^Copyright \(c\) ([0-9-]+) .*/\1/p' "$root/LICENSE")
# The licence's text, after its title and the line of copyright, as a field of Debian's format.
licence=$(sed -e '1,/^Copyright/d' "$root/LICENSE" | sed -e '1{/^$/d}' -e 's/^$/./' -e 's/^/ /')
while IFS= read -r line; do
  line=${line//@HOLDER@/$holder}
  line=${line//@YEAR@/$year}
  printf '%s\n' "${line//@LICENCE@/$licence}"
done <"$here/debian/copyright" >"$work/copyright"
put 644 "$work/copyright" "usr/share/doc/$package/copyright"

{
  printf '%s (%s) stable; urgency=medium\n\n  * See NEWS.md.gz.\n\n' "$package" "$version"
  printf ' -- %s  %s\n' "$maintainer" "$(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")"
} >"$work/changelog"
put 644 "$work/changelog" "usr/share/doc/$package/changelog"
zip_in_place "$docs/changelog"

# dpkg-shlibdeps wants the control file of a source package beside it.
mkdir -p "$work/source/debian"
printf 'Source: %s\n\nPackage: %s\nArchitecture: any\n' "$package" "$package" >"$work/source/debian/control"
# Of a build with a dynamic runtime, as the tests' own, Swift's libraries belong to no package.
allowed=()
[ -z "${SWIFT_LIBRARIES:-}" ] || allowed=(--ignore-missing-info "-l$SWIFT_LIBRARIES")
depends=$(cd "$work/source" && dpkg-shlibdeps -O "${allowed[@]+"${allowed[@]}"}" "$tree/usr/bin/genre-cli" "$tree/usr/bin/genre-web" 2>"$work/warnings") \
  || fail "dpkg-shlibdeps: $(cat "$work/warnings")"
depends=${depends#shlibs:Depends=}
ffmpeg=$(dpkg-query --show --showformat '${Depends}' libavformat-dev 2>/dev/null \
  | grep -oE 'libavformat[0-9]+' | head -n 1 || true)

for script in postinst prerm postrm; do install -m 755 "$here/debian/$script" "$tree/DEBIAN/$script"; done
(cd "$tree" && find . -type f ! -path './DEBIAN/*' -printf '%P\0' | LC_ALL=C sort -z | xargs -0 md5sum) \
  >"$tree/DEBIAN/md5sums"
chmod 644 "$tree/DEBIAN/md5sums" "$tree/DEBIAN/conffiles"
size=$(du -k -s --apparent-size --exclude=DEBIAN "$tree" | cut -f 1)
sed -e "s|@VERSION@|$version|; s|@ARCHITECTURE@|$architecture|; s|@MAINTAINER@|$maintainer|; s|@SIZE@|$size|" \
  -e "s#@DEPENDS@#$depends#; s#@RECOMMENDS@#${ffmpeg:+Recommends: $ffmpeg}#" -e '/^$/d' "$here/debian/control" >"$tree/DEBIAN/control"

mkdir -p "$folder"
made=${package}_${version}_${architecture}.deb
dpkg-deb --root-owner-group "-Z${COMPRESSION:-xz}" "-z${COMPRESSION_LEVEL:-6}" --build "$tree" "$work/$made" >/dev/null
mv -f "$work/$made" "$folder/$made"
echo "deb: $folder/$made, $(du -h "$folder/$made" | cut -f 1); depends on $depends"
