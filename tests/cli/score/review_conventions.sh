# WSS@95 by each convention where they differ (30 relevant), and what a sample of the rest says
python3 - <<'PY'
with open("q", "w") as q, open("r", "w") as r:
    for i in range(100):
        q.write(f"t 0 d{i} {int(i < 29 or i == 60)}\n")
        r.write(f"t Q0 d{i} 0 {100 - i} x\n")
PY
"$POLICEAI" score review --qrels q --run r --json > out || exit
python3 -c 'import json; r = json.load(open("out")); m = r["metrics"]; print(*["%s=%.4g" % (n, m[n]["value"]) for n in ("wss_95", "wss_95.half_up", "wss_95.cohen", "wss_95.asreview", "wss_100", "recall@50", "recall@10%")], len(r["recall_curve"]))'
"$POLICEAI" score review --sampled 100 --sample-found 1 --unreviewed 1000 --reviewed-found 90 | head -2
"$POLICEAI" score review --sampled 100 --sample-found 1; echo $?
"$POLICEAI" score review --sampled 100 --sample-found 1 --unreviewed 50; echo $?
"$POLICEAI" score review; echo $?
