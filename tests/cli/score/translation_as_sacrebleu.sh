# sacreBLEU's README example: 48.53 with two references; a second system; segments; conventions
printf 'The dog bit the man.\nIt was not unexpected.\nThe man bit him first.\n' > r1
printf 'The dog had bit the man.\nNo one was surprised.\nThe man had bitten the dog.\n' > r2
printf "The dog bit the man.\nIt wasn't surprising.\nThe man had just bitten him.\n" > h
printf "The dog bit a man.\nIt was surprising.\nHe had just bitten him.\n" > h2
"$POLICEAI" score translation --ref r1,r2 --hyp h --json > whole || exit
python3 - <<'PY'
import json
r = json.load(open("whole"))
for name, m in r["metrics"].items():
    print(name, "%.6f" % m["value"], m["signature"])
PY
"$POLICEAI" score translation --ref r1,r2 --hyp h --hyp2 h2 --segments --metrics bleu,ter --threads 2 --json > two || exit
"$POLICEAI" score translation --ref r1,r2 --hyp h --hyp2 h2 --segments --metrics bleu,ter --threads 1 --json > one || exit
cmp one two
python3 - <<'PY'
import json
r = json.load(open("two"))
print([round(s["bleu"], 4) for s in r["segments"]])
print(sorted(r["significance"]["ter"]["bootstrap"]))
PY
"$POLICEAI" score translation --ref r1 --hyp h --metrics bleu --compare-conventions | grep -c 'bleu, tokens'
