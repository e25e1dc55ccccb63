"$POLICEAI" init --data d >/dev/null
rm d/keys/last-signed
"$POLICEAI" ledger successor --data d --yes >/dev/null
"$POLICEAI" backup --data d --to b >/dev/null
ls b b/predecessors/* | sed "s|predecessors/[0-9a-f]*:|predecessors/PLACE:|"
"$POLICEAI" ledger verify --log b/predecessors/*/log --json | sed 's/.*"size":\([0-9]*\).*/size \1/'
cmp d/continues b/continues && echo "quoted"
find b -name keys
