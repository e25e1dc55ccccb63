"$POLICEAI" init --data d >/dev/null
"$POLICEAI" ledger verify --data d --json >one
"$POLICEAI" ledger verify --data d --threads 1 --json | diff one - && echo one thread: the same
"$POLICEAI" ledger verify --data d --threads 3 --json | diff one - && echo three threads: the same
"$POLICEAI" ledger verify --data d --threads 0 2>&1 | head -n 1
