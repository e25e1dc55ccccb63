# a sample is not drawn anew under labels, of whatever sample they are, nor under open pages; who labelled does not settle
try() { "$POLICEAI" "$@" 2>&1; echo "status $?"; }
mkdir texts
for n in 1 2 3 4; do echo "text $n" >texts/$n.txt; done
"$POLICEAI" benchmark new d --task text-classification --from texts --labels x,y >/dev/null
"$POLICEAI" benchmark sample d --test 2 --seed 1 >/dev/null
echo '== labels, of the sample or of another'
mkdir d/labels
for n in 1 2 3 4; do echo "{\"item\":\"$n.txt\",\"seconds\":1,\"value\":{\"label\":\"x\"}}"; done >d/labels/first.jsonl
try benchmark sample d --test 1 --seed 2
"$POLICEAI" benchmark check d 2>&1 | grep '^first'
echo '== settled by somebody else'
sed 's/"x"/"y"/' d/labels/first.jsonl >d/labels/second.jsonl
try_soon() { timeout 20 "$POLICEAI" "$@" 2>&1; echo "status $?"; }
try_soon benchmark adjudicate d --as second
rm d/labels/*
echo '== an open page'
python3 - <<'P'
import fcntl, os, subprocess
"""The page's hold on the draft, then none."""
page = os.open("d", os.O_RDONLY)
fcntl.flock(page, fcntl.LOCK_SH)
draw = [os.environ["POLICEAI"], "benchmark", "sample", "d", "--test", "1", "--seed", "2"]
held = subprocess.run(draw, capture_output=True, text=True)
print(held.returncode, held.stderr, end="")
os.close(page)
print(subprocess.run(draw, capture_output=True, text=True).returncode)
P
"$POLICEAI" benchmark label d --as first --port 0 >page 2>&1 &
page=$!
until grep -q labelling page; do sleep 0.1; done
try benchmark sample d --test 1 --seed 3
kill -INT $page
wait $page
