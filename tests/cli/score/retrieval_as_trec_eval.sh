# trec_eval's names and its ties: with equal scores the later name comes first (its issue 22)
printf '1 0 a 0\n1 0 b 1\n1 0 c 0\n2 0 a 1\n' > q
for other in a c; do
    printf '1 Q0 b 1 1.0 t\n1 Q0 %s 2 1.0 t\n' "$other" > r
    "$POLICEAI" score retrieval --qrels q --run r --json > out || exit
    python3 -c 'import json; m = json.load(open("out"))["metrics"]; print(*["%s %.4f" % (n, m[n]["value"]) for n in ("ndcg", "map", "P_5", "recip_rank", "num_q")])'
done
"$POLICEAI" score retrieval --qrels q --run r -c -q | grep -E '^ +(map|num_q|num_rel) |^map[ ]'
printf '1 Q0 b 1 1.0 t\n1 Q0 b 2 nan t\n' > r
"$POLICEAI" score retrieval --qrels q --run r; echo $?
printf '1 Q0 b 1 1.0 t\n1 Q0 b 2 0 t\n' > r
"$POLICEAI" score retrieval --qrels q --run r; echo $?
"$POLICEAI" score retrieval --qrels q --run r --lenient --json | python3 -c 'import json,sys; print(json.load(sys.stdin)["skipped"])'
printf '9 Q0 b 1 1.0 t\n' > r
"$POLICEAI" score retrieval --qrels q --run r; echo $?
