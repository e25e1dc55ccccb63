"$POLICEAI" init --data d >/dev/null
cp -r d/log mirror
rm d/ledger.db*
"$POLICEAI" ledger recover --data d || echo "status $?"
"$POLICEAI" ledger recover --data d --from mirror/tile || echo "status $?"
"$POLICEAI" ledger recover --data d --from mirror | sed 's|/.*/d/|FOLDER/|'
"$POLICEAI" ledger verify --data d --json | sed 's/.*"size":\([0-9]*\).*/size \1/'
diff -r d/log mirror && echo "the same bytes"
