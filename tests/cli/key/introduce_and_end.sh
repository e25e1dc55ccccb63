"$POLICEAI" init --data d >/dev/null
vkey=$("$POLICEAI" key new away-key)
"$POLICEAI" key introduce "$vkey" --organisation sussex --data d | sed 's/statement [0-9a-f]*$/statement ID/'
name=$(printf '%s' "$vkey" | cut -c14-22)
next=$("$POLICEAI" key new next-key)
"$POLICEAI" key replace "$name" --new "$next" --data d | sed 's/statement [0-9a-f]*$/statement ID/'
"$POLICEAI" key revoke "$(printf '%s' "$next" | cut -c14-22)" --reason 'a sample reason' --data d | sed 's/statement [0-9a-f]*$/statement ID/'
"$POLICEAI" key list --data d | grep sussex | sed 's|^[^ ]*|NAME|'
"$POLICEAI" ledger verify --data d | sed -n '1s/.*holds: \([0-9]*\) statements, \([0-9]*\) keys.*/\1 statements, \2 keys/p'
mv d/keys/centre elsewhere
"$POLICEAI" key introduce "$("$POLICEAI" key new third-key)" --organisation sussex --data d 2>&1 | sed 's|in /.*|in FOLDER|'
"$POLICEAI" key introduce "$("$POLICEAI" key new fourth-key)" --organisation sussex --key elsewhere --data d | sed 's/statement [0-9a-f]*$/statement ID/'
