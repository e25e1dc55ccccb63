# each key of the folder but the log's; then everything holds and goes on
"$POLICEAI" init --data d >/dev/null
for key in keeper statement evidence centre recovery log; do
    "$POLICEAI" key replace "$key" --data d 2>&1 | sed 's|policeai-key/[0-9a-f]*|NAME|'
done
"$POLICEAI" key list --data d | grep -c replaced
"$POLICEAI" key introduce "$("$POLICEAI" key new away)" --organisation sussex --data d | sed 's/statement [0-9a-f]*$/statement ID/'
"$POLICEAI" ledger verify --data d | sed -n '1s/.*holds: \([0-9]*\) statements, \([0-9]*\) keys.*/\1 statements, \2 keys/p'
