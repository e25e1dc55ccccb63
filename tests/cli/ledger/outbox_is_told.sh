# An empty outbox, numbers that are not there, and how long it waits.
"$POLICEAI" init --data d >/dev/null
exec 2>&1
"$POLICEAI" outbox list --data d
"$POLICEAI" outbox list --data d --json
"$POLICEAI" outbox cancel 1 --data d
"$POLICEAI" outbox send 1 --data d
"$POLICEAI" outbox cancel one --data d
"$POLICEAI" outbox delay 30 --data d
"$POLICEAI" outbox delay 99999999 --data d || true
