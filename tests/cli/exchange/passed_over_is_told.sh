# a statement of an algorithm that is not known, whose body the sender has removed: told each time, never a leaf
bundle=$SOURCE_DIR/tests/golden/exchange/bare.bundle
key=$(sed -n '2s/.*"log_key":"\([^"]*\)".*/\1/p' "$bundle")
"$POLICEAI" init --data centre >/dev/null
size() { "$POLICEAI" ledger verify --data centre --json | sed 's/.*"size":\([0-9]*\).*/\1/'; }
before=$(size)
"$POLICEAI" exchange in "$bundle" --data centre --log-key "$key"
"$POLICEAI" exchange in "$bundle" --data centre --json | grep -o '"passed":[0-9]*'
[ "$(size)" = "$before" ] && echo "no leaf of it"
