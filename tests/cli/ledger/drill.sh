"$POLICEAI" init --data d >/dev/null
"$POLICEAI" ledger drill --data d --scratch . | sed 's/, [0-9.]* s: .*//'
"$POLICEAI" backup --data d --to old >/dev/null
"$POLICEAI" key introduce "$("$POLICEAI" key new away)" --organisation sussex --data d >/dev/null
before=$(cat d/keys/last-signed d/log/checkpoint | sha256sum)
"$POLICEAI" ledger drill --data d --scratch . --backup old | sed 's/, [0-9.]* s: /: /;s|old is|it is|'
test "$before" = "$(cat d/keys/last-signed d/log/checkpoint | sha256sum)" && echo nothing changed
mv d/keys/centre elsewhere
"$POLICEAI" ledger drill --data d --scratch . | sed -n 's/^rotate *\([A-Za-z]*\).*/rotate \1/p'
"$POLICEAI" ledger drill --data d --scratch . --key elsewhere | sed -n 's/^rotate *\([A-Za-z]*\).*/rotate \1/p'
ls -d policeai-drill-* 2>/dev/null
true
