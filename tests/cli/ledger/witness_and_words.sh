# Every way of asking wrongly, and what a refusal says.
"$BUILD_DIR/tests/conformance/make-log" d 8 >key
plain() { sed 's/demo.invalid.[0-9a-f]\{16\}/LOG/g' "$1"; }
"$POLICEAI" witness keygen w.example.org --key wk >vkey
"$POLICEAI" witness keygen w.example.org --key wk 2>&1
"$POLICEAI" witness keygen "two words" --key other 2>&1
"$POLICEAI" witness --log d --key wk 2>&1
"$POLICEAI" witness --log d --key wk --log-key "$(cat key)" --out note >out; plain out
"$POLICEAI" witness --log d --key wk --log-key "$(cat key)" --state . 2>&1 | sed 's/: .*//'
"$POLICEAI" ledger cosign add note --data d 2>&1
"$POLICEAI" ledger cosign add note --data d --witness "$(cat key)" 2>&1 | sed 's/key demo[^ ]*/key LOG/'
"$POLICEAI" ledger cosign add note --data d --witness "$(cat vkey)"
"$POLICEAI" watch nowhere --state s 2>&1
"$POLICEAI" watch d 2>&1
"$POLICEAI" watch https://example.org --state s 2>&1
"$POLICEAI" publish --data d 2>&1
mkdir mine; "$POLICEAI" publish --static mine --data d 2>&1
