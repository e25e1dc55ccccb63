"$POLICEAI" init --data d >/dev/null
printf x >> d/log/tile/0/000.p/5
"$POLICEAI" ledger verify --data d
