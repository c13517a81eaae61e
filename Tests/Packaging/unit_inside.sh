#!/usr/bin/env bash
# What test_unit.sh runs inside the system that it boots, as root: the service of the installed package is enabled,
# asked, looked at, killed, stopped, upgraded and purged.
#
# Usage: unit_inside.sh DEB
set -Eeuo pipefail

readonly deb=$1 unit=genre-web.service page=http://127.0.0.1:8080 other=192.0.2.1
readonly clip=/usr/share/doc/genre-classifier/examples/demo.mp3

say() { echo "unit: $*"; }
fail() { echo "unit: $*"; journalctl --no-pager --lines 40 --unit "$unit"; exit 1; }
trap 'fail "line $LINENO: $BASH_COMMAND"' ERR

shown() { systemctl show --property "$1" --value "$unit"; }
answers() { curl --silent --output /dev/null --max-time 3 "$@"; }
wait_for() {
  local tries
  for ((tries = 0; tries < 600; tries++)); do if "$@"; then return; fi; sleep 0.1; done
  fail "waited a minute in vain for: $*"
}
has_other_process_than() {
  local process
  process=$(shown MainPID)
  [ "$process" != 0 ] && [ "$process" != "$1" ]
}

check_not_started() {
  [ "$(systemctl is-enabled "$unit" || true)" = disabled ] || fail "the installation has enabled the service"
  [ "$(systemctl is-active "$unit" || true)" = inactive ] || fail "the installation has started the service"
}

genre_of() { grep -oE '"genre" ?: ?"[a-z]+"' <<<"$1" | head -n 1 | grep -oE '[a-z]+"$' | tr -d '"'; }

check_answer() {
  local answer expected
  systemctl enable --now "$unit" 2>/dev/null
  wait_for answers "$page"
  systemctl status --no-pager --lines 0 "$unit"
  answer=$(curl --silent --show-error --header 'Content-Type: audio/mpeg' --data-binary "@$clip" "$page/api/classify")
  expected=$(genre_of "$(genre-cli classify --format json "$clip")")
  [ -n "$expected" ] || fail "the command names no genre"
  [ "$(genre_of "$answer")" = "$expected" ] || fail "the service answers $answer instead of $expected"
  say "the service answers $expected, as the command does"
}

check_rights() {
  local process status
  process=$(shown MainPID)
  status=$(cat "/proc/$process/status")
  ! grep -qP '^Uid:\t0' <<<"$status" || fail "the service runs as root"
  [ "$(grep -cP '^Cap...:\t0+$' <<<"$status")" = 5 ] || fail "the service has capabilities"
  grep -qP '^NoNewPrivs:\t1' <<<"$status" || fail "the service may get new privileges"
  grep -qP '^Seccomp:\t2' <<<"$status" || fail "the service may make every system call"
  for folder in /etc /usr /var /home /root; do
    ! nsenter --target "$process" --mount touch "$folder/probe" 2>/dev/null || fail "the service can write in $folder"
  done
  nsenter --target "$process" --mount touch /tmp/probe
  [ ! -e /tmp/probe ] || fail "the service shares /tmp with others"
  say "no root, no capability, nothing to write, a /tmp of its own"
}

check_memory_limit() {
  local limit=/sys/fs/cgroup/system.slice/$unit/memory.max
  if [ ! -e "$limit" ]; then say "SKIPPED the limit of memory: systemd cannot set one here."; return; fi
  [ "$(cat "$limit")" = 2147483648 ] || fail "the limit of memory is $(cat "$limit")"
  say "at most 2 GiB of memory; $(shown MemoryCurrent) bytes in use"
}

check_exposure() {
  local exposure
  exposure=$(systemd-analyze security --no-pager "$unit" | sed -nE 's/.*Overall exposure level[^:]*: ([0-9.]+).*/\1/p')
  awk -v exposure="$exposure" 'BEGIN { exit !(exposure > 0 && exposure <= 1.5) }' \
    || fail "the exposure is '$exposure', more than 1.5"
  say "exposure of the running service: $exposure of 10"
}

# Whether systemd can filter addresses here: it warns and goes on where the kernel cannot.
filters_addresses() {
  ! systemd-run --quiet --wait --property IPAddressDeny=any curl --silent --output /dev/null --max-time 3 "$page"
}

# An address that is not the loopback's, though of this machine: the answer has to pass the unit's filter.
check_addresses() {
  if ! filters_addresses; then say "SKIPPED the addresses: systemd cannot filter them here."; return; fi
  ip address add "$other/32" dev lo
  echo GENRE_WEB_HOST=0.0.0.0 >>/etc/default/genre-web
  systemctl restart "$unit"
  wait_for answers "$page"
  ! answers "http://$other:8080" || fail "the service answers other addresses than localhost"
  mkdir -p "/etc/systemd/system/$unit.d"
  printf '[Service]\nIPAddressAllow=%s\n' "$other" >"/etc/systemd/system/$unit.d/override.conf"
  systemctl daemon-reload
  systemctl restart "$unit"
  wait_for answers "http://$other:8080"
  rm -r "/etc/systemd/system/$unit.d"
  systemctl daemon-reload
  say "answers localhost alone, and other addresses once they are allowed"
}

check_restart() {
  local process
  process=$(shown MainPID)
  kill -KILL "$process"
  wait_for has_other_process_than "$process"
  wait_for answers "$page"
  say "killed, and started again by systemd"
}

check_stop() {
  systemctl stop "$unit"
  [ "$(shown Result) $(shown ExecMainCode) $(shown ExecMainStatus)" = "success 1 0" ] \
    || fail "stopped with $(shown Result), status $(shown ExecMainStatus)"
  systemctl start "$unit"
  wait_for answers "$page"
  say "stopped by SIGTERM with status 0"
}

check_upgrade() {
  local process
  process=$(shown MainPID)
  dpkg --force-confold --install "$deb" >/dev/null 2>&1
  wait_for has_other_process_than "$process"
  wait_for answers "$page"
  say "an upgrade restarts the running service"
}

check_purge() {
  local left
  DEBIAN_FRONTEND=noninteractive apt-get -q -y purge genre-classifier >/dev/null 2>&1
  [ "$(systemctl is-active "$unit" || true)" = inactive ] || fail "purged, and the service still runs"
  ! answers "$page" || fail "purged, and the page still answers"
  left=$(find /etc /usr /lib/systemd /var/lib -iname '*genre*' -o -lname '*genre*')
  [ -z "$left" ] || fail "the purge has left $left"
  say "purged: stopped, and nothing left"
}

check_not_started
check_answer
check_rights
check_memory_limit
check_exposure
check_addresses
check_restart
check_stop
check_upgrade
check_purge
say "all checks passed"
