#!/bin/sh
# On a full disk (a small tmpfs in a mount namespace of its own) an append is refused in words, the
# server goes on, what was acknowledged stays; with room again it appends again.
set -eu
if [ -z "${INSIDE:-}" ]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    INSIDE=$folder unshare -rm "$0"
    exit
fi
mount -t tmpfs -o size=24m policeai-test "$INSIDE"
cd "$INSIDE"
start() {
    "$POLICEAI" serve --port 0 --no-measure --data data >out 2>err &
    server=$!
    for _ in $(seq 200); do
        ! grep -q serving out || return 0
        kill -0 "$server" 2>/dev/null || return 0
        sleep 0.02
    done
}
start
"$APPEND_CLIENT" data 50 >ids
dd if=/dev/zero of=filler bs=64k 2>/dev/null || true
if "$APPEND_CLIENT" data >>ids 2>words; then
    echo "it appended to a full disk"
    exit 1
fi
grep -Eqi 'disk is full|no space left' words || { cat words; exit 1; }
kill -0 "$server"
rm filler
"$APPEND_CLIENT" data 5 >>ids
kill -INT "$server"
wait "$server"
size=$("$POLICEAI" ledger verify --data data --json | sed 's/.*"size":\([0-9]*\).*/\1/')
[ "$size" -ge "$(wc -l <ids)" ] || { echo "$size in the log, $(wc -l <ids) acknowledged"; exit 1; }
# a start with no room is refused in words
dd if=/dev/zero of=filler bs=64k 2>/dev/null || true
dd if=/dev/zero of=filler2 bs=1k 2>/dev/null || true
"$POLICEAI" serve --port 0 --no-measure --data data2 >out2 2>err2 && exit 1
grep -Eqi 'disk is full|no space left' err2 || { cat err2; exit 1; }
