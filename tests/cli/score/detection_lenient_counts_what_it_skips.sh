# two of three results cannot be used
cat >gt.json <<'END'
{"images":[{"id":1}],"categories":[{"id":1,"name":"car"}],
 "annotations":[{"id":1,"image_id":1,"category_id":1,"bbox":[0,0,5,5],"area":25}]}
END
cat >dt.json <<'END'
[{"image_id":2,"category_id":1,"bbox":[0,0,5,5],"score":0.5},
 {"image_id":1,"category_id":1,"bbox":[0,0,-5,5],"score":0.5},
 {"image_id":1,"category_id":1,"bbox":[0,0,5,5],"score":0.5}]
END
"$POLICEAI" score detection --gt gt.json --dt dt.json --lenient --json |
    python3 -c '
import json, sys
report = json.load(sys.stdin)
print(report["metrics"]["AP"]["value"], report["metrics"]["AP"]["signature"])
print(report["skipped"]["count"], *report["skipped"]["rows"], sep="\n")
print(report["metrics"]["AP_large"])'
