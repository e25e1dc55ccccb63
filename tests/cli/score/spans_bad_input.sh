# one error with file, line and fix, exit 4; --lenient counts and lists; wrong usage is 2
echo '{"id":"a","spans":[]}' > g
try() { "$POLICEAI" score spans --ref g --hyp p "$@" >/dev/null; echo $?; }
printf '{"id":"a","spans":[{"start":0,"end":2},{"start":1,"end":3}]}\n' > p
try
try --allow-overlaps
printf '{"id":"b","spans":[]}\n' > p
try
try --lenient
"$POLICEAI" score spans --ref g --hyp p --lenient --json | python3 -c 'import json,sys; print(json.load(sys.stdin)["skipped"])'
printf '{"id":"a","spans":[{"start":0,"end":\n' > p
try
printf '{"id":"a\377","spans":[]}\n' > p
try
printf '{"id":"a","spans":[]}\n' | gzip | head -c 20 > p
try
try --min-overlap 0
"$POLICEAI" score spans --ref g; echo $?
