hide() { sed 's|demo.invalid/[0-9a-f]*|ORIGIN|;s|from /.*/d |from FOLDER |;s|to /.*/predecessors/[0-9a-f]*|to FOLDER/predecessors/NAME|'; }
"$POLICEAI" init --data d >/dev/null
rm d/keys/last-signed
"$POLICEAI" ledger successor --data d | hide
[ -e d/predecessors ] || echo "nothing moved"
"$POLICEAI" ledger successor --data d --yes | hide | tail -n 1
"$POLICEAI" ledger verify --data d --json | sed 's/.*"size":\([0-9]*\).*/size \1/'
"$POLICEAI" ledger verify --log d/predecessors/*/log --json | sed 's/.*"size":\([0-9]*\).*/size \1/'
grep -lq '"continues":"demo.invalid/' d/log/body/* && echo "quoted"
