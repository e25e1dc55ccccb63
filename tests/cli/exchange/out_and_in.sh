# a force that has said nothing, a centre that does not know it, then does
"$POLICEAI" init --data centre >/dev/null; "$POLICEAI" init --data force >/dev/null
"$POLICEAI" exchange out bundle --data force | sed '$d'
key=$("$POLICEAI" exchange out bundle --data force --json | sed 's/.*"log_key":"\([^"]*\)".*/\1/')
"$POLICEAI" exchange in bundle --data centre 2>&1 | sed 's|demo.invalid/[^ ,:)]*|LOG|g'
"$POLICEAI" exchange in bundle --data centre --log-key "$key" | sed 's|demo.invalid/[^ ,:]*|LOG|g'
"$POLICEAI" exchange in bundle --data force 2>&1
printf 'not a bundle of anything' >other
"$POLICEAI" exchange in other --data centre
