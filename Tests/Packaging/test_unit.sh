#!/usr/bin/env bash
# Tests the service of the Debian package under systemd: a Debian 12 with the package is booted by systemd-nspawn, and
# there the service is enabled, asked for a genre, looked at, killed, stopped, upgraded and purged (unit_inside.sh).
#
# Usage: Tests/Packaging/test_unit.sh DEB    the package that `make deb` made
#        DEBIAN_ROOT names a root by debootstrap to copy, instead of making one
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=Tests/Packaging/rooms.sh
. Tests/Packaging/rooms.sh

deb=$(readlink -f "${1:?name the package that make deb made}")
if ! can_enter_roots; then say "SKIPPED the service: only root may boot a system."; exit 0; fi
if ! command -v systemd-nspawn >/dev/null; then
  say "SKIPPED the service: there is no systemd-nspawn here; Debian's package is systemd-container."
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/debian
if ! make_debian_root "$root"; then
  say "SKIPPED the service: debootstrap cannot run here."
  exit 0
fi

apt() {
  inside "$root" env DEBIAN_FRONTEND=noninteractive apt-get -q -y "$@" >"$work/apt" 2>&1 \
    || fail "apt-get $*: $(tail -n 5 "$work/apt")"
}
cp "$deb" "$root/root/new.deb"
apt update
apt install --no-install-recommends systemd systemd-sysv dbus curl iproute2 /root/new.deb

# The checks are a service of their own, whose end ends the system.
install -m 755 Tests/Packaging/unit_inside.sh "$root/root/"
cat >"$root/etc/systemd/system/checks.service" <<'UNIT'
[Unit]
SuccessAction=exit
FailureAction=exit
[Service]
Type=oneshot
ExecStart=/root/unit_inside.sh /root/new.deb
StandardOutput=file:/root/checks
StandardError=inherit
UNIT
mkdir -p "$root/etc/systemd/system/multi-user.target.wants"
ln -s ../checks.service "$root/etc/systemd/system/multi-user.target.wants/checks.service"

# Where systemd does not manage this machine, there is nobody to ask for a unit.
options=(--register=no)
[ -d /run/systemd/system ] || options+=(--keep-unit)
# The second hierarchy of control groups filters addresses; some machines still have the first by default.
if grep -qw cgroup2 /proc/filesystems; then export SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1; fi
timeout --kill-after 60 600 systemd-nspawn --quiet --directory "$root" --boot --private-network --console=pipe \
  --capability=CAP_BPF --system-call-filter=bpf "${options[@]}" </dev/null >"$work/console" 2>&1 || true
if [ ! -e "$root/root/checks" ]; then
  tail -n 20 "$work/console" >&2
  say "SKIPPED the service: systemd-nspawn cannot boot a system here."
  exit 0
fi
cat "$root/root/checks"
[ "$(tail -n 1 "$root/root/checks")" = "unit: all checks passed" ] || fail "the service does not pass"
say "the service under systemd: ok"
