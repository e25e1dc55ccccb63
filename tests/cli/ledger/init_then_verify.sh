"$POLICEAI" init --data d | sed 's/demo.invalid.*/demonstration made/;s/keep .*/keep the keys/'
"$POLICEAI" ledger verify --data d | sed -n '1s/^demo.invalid\/[0-9a-f]* holds: 5 statements, 5 keys, root [0-9a-f]*$/holds/p'
"$POLICEAI" ledger verify --data d --json | sed 's/.*"size":\([0-9]*\).*/size \1/'
"$POLICEAI" init --data d 2>&1 | sed 's|/.*/d |FOLDER |'
