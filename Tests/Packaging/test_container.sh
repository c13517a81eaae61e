#!/usr/bin/env bash
# Tests the container: builds the image of Packaging/Containerfile with podman, and runs it read-only, without network,
# without capabilities and as nobody: the command has to answer as the bundle's tests expect, and the server over its
# port. Takes as long as building both programs does, so `make test` leaves it out.
#
# Without a registry, a stand-in of the Swift image is made under its name: a Debian by debootstrap with the packages
# that the real one has, and this machine's toolchain.
#
# Usage: Tests/Packaging/test_container.sh
#        CONTAINER_BUILD_OPTIONS  further options of podman build, such as --volume, separated by spaces
#        DEBIAN_ROOT              a root by debootstrap to copy for the stand-in, instead of making one
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=Tests/Packaging/rooms.sh
. Tests/Packaging/rooms.sh

if ! command -v podman >/dev/null; then say "SKIPPED the container: there is no podman here."; exit 0; fi
# crun starts nothing where both hierarchies of control groups are mounted. The rest sees the first alone.
# shellcheck disable=SC2016 # the inner shell replaces these
inner='umount /sys/fs/cgroup/unified && exec "$0" "$@"'
if [ "$(id -u)" -eq 0 ] && mountpoint --quiet /sys/fs/cgroup/unified; then
  exec unshare --mount bash -c "$inner" "$0" "$@"
fi

readonly image=genre-classifier-test recipe=Packaging/Containerfile clip=Examples/demo.mp3
base=$(sed -nE 's/^FROM (\S+) AS build$/\1/p' "$recipe")
work=$(mktemp -d)
server=
cleanup() {
  if [ -n "$server" ]; then podman rm --force "$server" >/dev/null 2>&1 || true; fi
  rm -rf "$work"
}
trap cleanup EXIT
read -ra options <<<"${CONTAINER_BUILD_OPTIONS:-}"

# What Swift's own image has beside the toolchain.
readonly of_swift=(binutils-gold g++ git libc6-dev libcurl4-openssl-dev libedit2 libpython3-dev libsqlite3-0
  libstdc++-12-dev libxml2-dev libncurses-dev pkg-config tzdata unzip zlib1g-dev)

# Makes the image of $base from this machine's toolchain, which stays outside and is mounted where it lies.
make_stand_in() {
  local toolchain container log=$work/stand-in.log
  toolchain=$(dirname "$(dirname "$(readlink -f "$(command -v swift)")")")
  [ "$toolchain" != /usr ] && can_enter_roots && command -v buildah >/dev/null || return 1
  make_debian_root "$work/base" || return 1
  inside "$work/base" apt-get -q -y update >"$log" 2>&1 || return 1
  inside "$work/base" env DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends \
    "${of_swift[@]}" >>"$log" 2>&1 || return 1
  mkdir -p "$work/base$toolchain"
  container=$(buildah from scratch)
  buildah copy --quiet "$container" "$work/base" / >/dev/null
  buildah config --env "PATH=$toolchain/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" "$container"
  buildah config --label "stand-in=$toolchain" "$container"
  buildah commit --quiet --rm "$container" "$base" >/dev/null
  rm -rf "$work/base"
}

if ! podman image exists "$base" && ! timeout 600 podman pull --quiet "$base" >/dev/null 2>&1; then
  if ! make_stand_in; then
    say "SKIPPED the container: $base can neither be pulled nor replaced here."
    exit 0
  fi
fi
toolchain=$(podman image inspect --format '{{index .Labels "stand-in"}}' "$base")
if [ -n "$toolchain" ]; then
  say "a stand-in of $base, with $(swift --version 2>/dev/null | sed -nE 's/.*(Swift version [0-9.]+).*/\1/p;T;q')"
  options+=(--volume "$toolchain:$toolchain:ro")
fi

say "building the image"
podman build --isolation chroot "${options[@]+"${options[@]}"}" --tag "$image" --file "$recipe" . >"$work/build" 2>&1 \
  || fail "the image cannot be built: $(tail -n 20 "$work/build")"
say "image: $(($(podman image inspect --format '{{.Size}}' "$image") / 1000000)) MB"

# As Docs/Packages.md says, and with limits that every machine allows.
readonly closed=(--read-only --cap-drop all --ulimit nofile=1024:1024 --ulimit nproc=1024:1024)
readonly command=/genre-classifier/bin/genre-cli
run_command() {
  podman run --rm "${closed[@]}" --network none --volume "$PWD/Examples:/music:ro" --entrypoint "$command" "$image" "$@"
}

genre_of() { grep -oE '"genre" ?: ?"[a-z]+"' <<<"$1" | head -n 1 | grep -oE '[a-z]+"$' | tr -d '"'; }
answer=$(run_command classify --format json /music/demo.mp3) || fail "the command fails: $answer"
genre=$(genre_of "$answer")
[ -n "$genre" ] || fail "the command answers $answer"
run_command doctor >"$work/doctor" || fail "doctor: $(cat "$work/doctor")"
say "the command answers $genre"

# Nothing but the bundle and the C library: no shell to run.
if podman run --rm "${closed[@]}" --network none --entrypoint /bin/sh "$image" -c true 2>/dev/null; then
  fail "the image has a shell"
fi

server=$(podman run --detach "${closed[@]}" --publish 127.0.0.1::8080 "$image")
address=http://$(podman port "$server" 8080)
for ((tries = 0; tries < 600; tries++)); do
  if curl --silent --output /dev/null --max-time 3 "$address/"; then break; fi
  sleep 0.1
done
answer=$(curl --silent --show-error --header 'Content-Type: audio/mpeg' --data-binary "@$clip" "$address/api/classify") \
  || fail "the server does not answer: $(podman logs "$server" 2>&1)"
[ "$(genre_of "$answer")" = "$genre" ] || fail "the server answers $answer instead of $genre"
user=$(podman top "$server" huser | tail -n 1)
[ "$user" = 65532 ] || fail "the server runs as user $user"
say "the server answers $genre, as user $user"

podman stop --time 40 "$server" >/dev/null
status=$(podman inspect --format '{{.State.ExitCode}}' "$server")
[ "$status" = 0 ] || fail "the server, asked to stop, ends with status $status"
say "the container: ok"
