# APCER of each species and of the worst; the label is the species where no column says it.
cat >s.csv <<'END'
score,label
0.9,real
0.4,real
0.8,real
0.7,real
0.6,print
0.2,print
0.1,replay
0.3,replay
0.55,replay
END
"$POLICEAI" score attack-detection --input s.csv --score score --label label --bona-fide real --json >out.json || exit
jq -c '.metrics | to_entries[] | select(.key | test("pcer|acer")) | [.key, .value.value]' out.json
jq -r '.notes[], .metrics.acer.signature' out.json
