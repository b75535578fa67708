#!/usr/bin/env bash
# Boots a systemd of its own over a throw-away copy of this machine's files, installs the unit in it and puts the service
# through its life: start, reload, kill, a second daemon, stop. Called by `make check-boot` as root, in the project's
# folder, after a debug build. Needs systemd-nspawn (package systemd-container) and an overlay file system.
set -euo pipefail

programs=$(readlink -f .build/debug)
command -v systemd-nspawn > /dev/null || {
    echo 'error: systemd-nspawn is missing: apt-get install systemd-container' >&2; exit 1; }
(( EUID == 0 )) || { echo 'error: only root may boot a container' >&2; exit 1; }

stage=$(mktemp -d)
clear_away() {
    umount --lazy "$stage/root" "$stage" 2> /dev/null || true
    rmdir "$stage" 2> /dev/null || true
}
trap clear_away EXIT
mount -t tmpfs -o mode=755 none "$stage"
mkdir "$stage"/{upper,work,root}
mount -t overlay overlay -o "lowerdir=/,upperdir=$stage/upper,workdir=$stage/work" "$stage/root"

# What `make install` does, with the programs of the debug build.
root=$stage/root
install -D -m 755 "$programs/liaison" "$root/usr/local/bin/liaison"
install -D -m 755 "$programs/liaisond" "$root/usr/local/bin/liaisond"
sed -e 's|@BINDIR@|/usr/local/bin|' -e 's|@SYSCONFDIR@|/etc|' systemd/liaisond.service \
    > "$root/etc/systemd/system/liaisond.service"
install -D -m 644 systemd/liaison.sysusers "$root/usr/lib/sysusers.d/liaison.conf"
install -D -m 644 config/liaisond.yaml "$root/etc/liaison/liaisond.yaml"
rm -rf "$root/var/lib/liaison" "$root/var/log/journal"

install -D -m 755 Tests/BootTests/inside.sh "$root/boot-check/inside.sh"
cat > "$root/etc/systemd/system/boot-check.service" << 'UNIT'
[Unit]
Description=The service's life
After=systemd-journald.service dbus.service
SuccessAction=poweroff-force
FailureAction=poweroff-force
[Service]
Type=oneshot
ExecStart=/boot-check/inside.sh
StandardOutput=file:/boot-check/log
StandardError=inherit
UNIT
cat > "$root/etc/systemd/system/boot-check.target" << 'UNIT'
[Unit]
Wants=boot-check.service
Requires=basic.target
After=basic.target
UNIT

timeout 300 systemd-nspawn --quiet --register=no --keep-unit --directory="$root" --private-network \
    --boot systemd.unit=boot-check.target < /dev/null > "$stage/console" 2>&1 || true
cat "$root/boot-check/log" 2> /dev/null || { tail -50 "$stage/console"; exit 1; }
grep --quiet '^boot: checked$' "$root/boot-check/log"
