#!/usr/bin/env bash
# Runs within the booted system of check.sh.
set -euo pipefail
trap 'echo "failed in line $LINENO"; systemctl status liaisond --no-pager || true; journalctl --no-pager -u liaisond | tail -40' ERR

property() { systemctl show liaisond --property="$1" --value; }
expect() {
    if [[ $2 != "$3" ]]; then
        echo "$1 is $2, not $3"
        return 1
    fi
}
wait_until() {
    for _ in {1..300}; do
        if "$@"; then return 0; fi
        sleep 0.1
    done
    echo "waited in vain: $*"
    return 1
}
logged() { journalctl --no-pager --output=cat -u liaisond | grep --quiet "$1"; }

echo '== without a node it does not start, and is not tried again'
systemd-sysusers
install -d -o liaison -g liaison -m 2770 /var/lib/liaison
! systemctl start liaisond 2> /dev/null
expect 'the state' "$(property ActiveState)" failed
expect 'the exit' "$(property ExecMainStatus)" 1
expect 'restarts' "$(property NRestarts)" 0
systemctl reset-failed liaisond

echo '== it starts, and says when it is ready'
! runuser -u liaison -- liaison --data /var/lib/liaison init --device-name hq 2> /dev/null
runuser -u liaison -- liaison --data /var/lib/liaison init --shared --device-name hq
sed -i 's/^  address: null/  address: 127.0.0.1/' /etc/liaison/liaisond.yaml
liaisond --check-config --config /etc/liaison/liaisond.yaml
systemctl start liaisond
expect 'the state' "$(property ActiveState)" active
wait_until logged listening
pid=$(property MainPID)
grep --quiet '^NoNewPrivs:.*1$' "/proc/$pid/status"
grep --quiet '^Seccomp:.*2$' "/proc/$pid/status"
[[ -n $(property StatusText) ]]

echo '== members of the group use its records beside it'
useradd --create-home --comment 'A. Member' --groups liaison member
member() { setpriv --reuid member --regid member --init-groups env HOME=/home/member "$@"; }
member liaison --data /var/lib/liaison \
    add partner --kind country --name-en Norway --name-nl Noorwegen --code NOR --marking PUB \
    --handle NOR
expect 'the owner' "$(stat --format=%U:%G:%a /var/lib/liaison/liaison.sqlite)" liaison:liaison:660
member liaison --data /var/lib/liaison log partner:NOR | grep --quiet 'A. Member (member)'
! member sh -c 'cat /var/lib/liaison/keys/*.key' 2> /dev/null

echo '== a second daemon is refused'
status=0
runuser -u liaison -- liaisond --config /etc/liaison/liaisond.yaml --data /var/lib/liaison || status=$?
expect 'its exit' "$status" 75

echo '== it reloads a good file, and keeps what it had with a broken one'
sed -i 's/^  level: notice/  level: debug/' /etc/liaison/liaisond.yaml
systemctl reload liaisond
wait_until logged 'configuration reloaded'
echo 'nonsense: true' >> /etc/liaison/liaisond.yaml
systemctl reload liaisond
wait_until logged 'configuration not reloaded'
sed -i '/^nonsense/d' /etc/liaison/liaisond.yaml
expect 'the process' "$(property MainPID)" "$pid"
expect 'the state' "$(property ActiveState)" active

echo '== killed, it is started again'
kill -KILL "$pid"
restarted() { [[ $(property ActiveState) == active && $(property NRestarts) == 1 ]]; }
wait_until restarted
expect 'restarts' "$(property NRestarts)" 1

echo '== without its database it ends, and goes on once that is back'
runuser -u liaison -- liaison --data /var/lib/liaison backup /var/lib/liaison/copy
pid=$(property MainPID)
mv /var/lib/liaison/liaison.sqlite /var/lib/liaison/moved
gone() { [[ $(property MainPID) != "$pid" ]]; }
wait_until gone
mv /var/lib/liaison/moved /var/lib/liaison/liaison.sqlite
systemctl reset-failed liaisond
systemctl restart liaisond
expect 'the state' "$(property ActiveState)" active

echo '== it runs the hook when people disagree, within its sandbox'
cat > /usr/local/bin/told << 'HOOK'
#!/bin/sh
touch /usr/local/escaped 2> /dev/null
cat > "$LIAISON_HOME/told.json"
HOOK
chmod 755 /usr/local/bin/told
sed -i 's|^  conflict: null|  conflict: /usr/local/bin/told|' /etc/liaison/liaisond.yaml
grep --quiet '^  conflict: /usr' /etc/liaison/liaisond.yaml
systemctl restart liaisond
at() { runuser -u liaison -- env LIAISON_HOME="$1" liaison "${@:2}"; }
device() { at "$1" status --json | sed --quiet 's/.*"device": *"\([^"]*\)".*/\1/p' | head -n 1; }
at /tmp/post init --device-name post
at /var/lib/liaison peer add post "$(device /tmp/post)"
at /tmp/post peer add hq "$(device /var/lib/liaison)" https://127.0.0.1:8443
at /tmp/post sync
at /tmp/post edit partner:NOR --name-en 'Norway, by the post'
at /var/lib/liaison edit partner:NOR --name-en 'Norway, at home'
at /tmp/post sync
wait_until test -s /var/lib/liaison/told.json
grep --quiet '"handle":"partner:NOR","field":"name_en"' /var/lib/liaison/told.json
[[ ! -e /usr/local/escaped ]]

echo '== asked to stop, it drains'
systemctl stop liaisond
expect 'the result' "$(property Result)" success
expect 'the exit' "$(property ExecMainStatus)" 0
wait_until logged ' stopped\|>stopped\|^stopped'
runuser -u liaison -- liaison --data /var/lib/liaison verify
echo 'boot: checked'
