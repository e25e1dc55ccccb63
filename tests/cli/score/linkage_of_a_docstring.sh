# er-evaluation's example: pairs .4, B-cubed by true cluster .6458 and .7639; bad tables are refused
printf 'record,cluster\n1,c1\n2,c1\n3,c1\n4,c2\n5,c2\n6,c3\n7,c3\n8,c4\n' > r
printf 'record,cluster\n1,1\n2,1\n3,2\n4,3\n5,2\n6,4\n7,4\n8,4\n' > h
"$POLICEAI" score linkage --ref r --hyp h --json > out || exit
python3 -c 'import json; m = json.load(open("out"))["metrics"]; print(*["%s=%.7g" % (n, m[n]["value"]) for n in ("pairwise.precision", "pairwise.recall", "cluster.f1", "bcubed.precision", "bcubed.per_cluster.precision", "bcubed.per_cluster.recall", "bcubed.per_cluster.f1")])'
printf 'record,cluster\n1,1\n1,2\n' > h
"$POLICEAI" score linkage --ref r --hyp h; echo $?
printf 'record,cluster\n1,1\n' > h
"$POLICEAI" score linkage --ref r --hyp h; echo $?
"$POLICEAI" score linkage --ref r --hyp h --lenient --json | python3 -c 'import json,sys; s = json.load(sys.stdin)["skipped"]; print(s["count"], s["rows"][0])'
printf 'id,cluster,age\n1,1,30\n' > h
"$POLICEAI" score linkage --ref r --hyp h; echo $?
# of two columns the first is the record, whatever they are called
printf 'id,entity\n1,1\n2,1\n' > two
"$POLICEAI" score linkage --ref two --hyp two --json | python3 -c 'import json,sys; print(json.load(sys.stdin)["metrics"]["pairwise.f1"]["value"])'
