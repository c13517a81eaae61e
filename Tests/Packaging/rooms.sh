# Roots for programs to run in, and what the tests of packages share. To be sourced.
# shellcheck shell=bash

say() { echo "packaging: $*"; }
fail() { echo "packaging: $*" >&2; exit 1; }

# Runs a command in the root $1, with /proc, where the loader looks for $ORIGIN. The mount is the process's own.
# shellcheck disable=SC2016 # the inner shell replaces these
readonly entering='mount --bind /proc "$0/proc" && exec chroot "$0" "$@"'
inside() { (cd / && unshare --mount bash -c "$entering" "$@"); }

# Whether this user may do so.
can_enter_roots() { [ "$(id -u)" -eq 0 ] && unshare --mount bash -c 'mount --bind /proc /mnt' 2>/dev/null; }

# A bare Debian 12 in folder $1, from $DEBIAN_MIRROR, or a copy of $DEBIAN_ROOT; fails where it cannot be had.
make_debian_root() {
  if [ -n "${DEBIAN_ROOT:-}" ]; then cp -a "$DEBIAN_ROOT" "$1"; return; fi
  command -v debootstrap >/dev/null || PATH=$PATH:/usr/sbin command -v debootstrap >/dev/null || return 1
  PATH=$PATH:/usr/sbin timeout 900 debootstrap --variant=minbase bookworm "$1" \
    "${DEBIAN_MIRROR:-http://deb.debian.org/debian}" >"$1.log" 2>&1
}

# Sends the clip $2 to the page's server in root $1, whose binary there is $3, and prints the genre that it answers.
ask_server() {
  python3 - "$entering" "$@" <<'PYTHON'
import json, re, subprocess, sys, urllib.request
entering, root, clip, binary = sys.argv[1:]
command = ["unshare", "--mount", "bash", "-c", entering, root, binary, "--port", "0"]
server = subprocess.Popen(command, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
try:
    address = re.search(r"http://\S+", server.stdout.readline()).group(0)
    with open(clip, "rb") as file:
        request = urllib.request.Request(address.rstrip("/") + "/api/classify", data=file.read(),
                                         headers={"Content-Type": "audio/mpeg"})
    print(json.load(urllib.request.urlopen(request, timeout=120))["genre"])
finally:
    server.terminate()
    server.wait(timeout=60)
PYTHON
}
