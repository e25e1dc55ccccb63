#!/bin/sh
# On a full disk (a small tmpfs in a mount namespace of its own) an append is refused in words, the
# server goes on, what was acknowledged stays; with room again it appends again. A start without
# room is refused in words.
set -eu
if [ -z "${INSIDE:-}" ]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    INSIDE=$folder unshare -rm sh "$0"
    exit
fi
full='disk is full|no space left'
cd "$INSIDE"
mkdir disk
mount -t tmpfs -o size=24m policeai-test disk

"$POLICEAI" serve --port 0 --no-measure --data disk/data >out 2>err &
server=$!
trap 'kill -9 "$server" 2>/dev/null || true' EXIT
for _ in $(seq 200); do
    ! grep -q serving out || break
    sleep 0.05
done
"$APPEND_CLIENT" disk/data 50 >ids
dd if=/dev/zero of=disk/filler bs=64k 2>/dev/null || true
if "$APPEND_CLIENT" disk/data >>ids 2>words; then
    echo "it appended to a full disk"
    exit 1
fi
grep -Eqi "$full" words || { cat words; exit 1; }
kill -0 "$server"
rm disk/filler
"$APPEND_CLIENT" disk/data 5 >>ids
kill -INT "$server"
wait "$server"
size=$("$POLICEAI" ledger verify --data disk/data --json | sed 's/.*"size":\([0-9]*\).*/\1/')
[ "$size" -ge "$(wc -l <ids)" ] || { echo "$size in the log, $(wc -l <ids) acknowledged"; exit 1; }

dd if=/dev/zero of=disk/filler bs=64k 2>/dev/null || true
status=0
"$POLICEAI" serve --port 0 --no-measure --data disk/other >out 2>err || status=$?
[ "$status" = 4 ] || { echo "status $status"; cat err; exit 1; }
grep -Eqi "$full" err || { cat err; exit 1; }
