# a threshold, a calibration and parameters are chosen on dev, refused on test, confirmed once on test
export DATA="$PWD/data"
try() { "$POLICEAI" "$@" 2>&1 | sed "s|$PWD|.|g; s/[0-9a-f]\{16,\}/HEX/g" | sed -E 's/^(  (platt|isotonic) +)Brier.*, calibration error [0-9.]+/\1THREE FIGURES/'; } # folds are drawn by the run
run() { "$POLICEAI" lab run "$SOURCE_DIR/tests/tools/label-score" ./calls "$@" --json >out || cat out; python3 -c 'import json; print(json.load(open("out"))["evidence"])'; }
python3 "$SOURCE_DIR/tests/cli/tuning/support.py" calls
dev=$(run --split dev)
test=$(run --split test)
echo "== threshold"
try lab threshold "$dev" --positive /label=yes --false-alarms 0.2 --to point.json --benchmarks .
try lab threshold "$dev" --positive /label=yes --false-alarms 0.2 --to point.json --benchmarks .
try lab threshold "$test" --positive /label=yes --false-alarms 0.2 --to other.json --benchmarks .
try lab threshold "$dev" --positive /label=maybe --recall 0.9 --to other.json --benchmarks .
try lab threshold "$dev" --positive /label=yes --score /worth --recall 0.9 --to other.json --benchmarks .
try lab threshold "$dev" --positive label --recall 0.9 --to other.json --benchmarks .
echo "== confirmed"
try lab confirm point.json "$dev" --benchmarks .
try lab confirm point.json "$test" --benchmarks .
try lab confirm point.json "$test" --benchmarks .
echo "== calibration"
try lab calibrate "$dev" --positive /label=yes --to curve.json --benchmarks . --method platt
try lab confirm curve.json "$test" --benchmarks . | tail -3
try lab calibrate "$dev" --positive /label=yes --to steps.json --benchmarks . --method isotonic | tail -5
echo "== parameters"
echo 'Read the number backwards.' >backwards.txt
try lab tune "$SOURCE_DIR/tests/tools/label-score" ./calls from=40,60 prompt=plain,@backwards.txt --best accuracy/1 --require 'recall.macro/1>=0.6' --to p.json
try lab tune "$SOURCE_DIR/tests/tools/label-score" ./calls from=40,60 prompt=plain,@backwards.txt --best accuracy/1 --require 'f1.macro/1>=0.6' --to p.json
try lab confirm p.json "$test" --benchmarks .
python3 -c 'import json; json.dump(json.load(open("p.json"))["parameters"], open("chosen.json", "w"))'
chosen=$(run --split test --parameters chosen.json)
try lab confirm p.json "$chosen" --benchmarks . | tail -4 | sed '/f1/s/(.*)/(by the bootstrap of the run)/'
try lab tune "$SOURCE_DIR/tests/tools/label-score" ./calls from=40,60 --best accuracy/1 --split test --to q.json
try lab tune "$SOURCE_DIR/tests/tools/label-score" ./calls from=40,101 --best accuracy/1 --to q.json
try lab tune "$SOURCE_DIR/tests/tools/label-score" ./calls threshold=4 --best accuracy/1 --to q.json
try lab tune "$SOURCE_DIR/tests/tools/label-score" ./calls from=40 --best accuracy/1 --require 'f1.macro/1>=0.99' --to q.json
ls *.json
