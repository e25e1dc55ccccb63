# ROUGE of two summaries, what the source has of them; JSON lines with pages; bad input
printf 'testing one two\nw1 w2 w3 w4 w5\n' > r
printf 'testing\nw1 w2 w6 w7 w8\\nw1 w3 w8 w9 w5\n' > h
printf '{"text":"He met John Smith on 3 March. He \\"saw it\\" [2]."}\n{"text":""}\n' > h.jsonl
printf '{"pages":["John came on 3/3/2024.","He saw it all."]}\n{"text":"x"}\n' > s.jsonl
show() { python3 -c 'import json,sys
for name, m in json.load(sys.stdin)["metrics"].items(): print(name, m["value"], m.get("precision"), m.get("recall"), m.get("names"))'; }
"$POLICEAI" score summary --ref r --hyp h --json | show
"$POLICEAI" score summary --ref r --hyp h.jsonl --source s.jsonl --json | show
"$POLICEAI" score summary --ref r --hyp h --compare-conventions | grep -c ', stemmed'
printf '{"text":"a"}\n{"words":"b"}\n' > bad
"$POLICEAI" score summary --ref r --hyp bad; echo $?
"$POLICEAI" score summary --ref r --hyp bad --lenient --json | python3 -c 'import json,sys; r=json.load(sys.stdin); print(r["metrics"]["rouge1"]["n"], r["skipped"])'
"$POLICEAI" score summary --hyp h; echo $?
