# a real log of Inspect, rows as lm-evaluation-harness writes them, and files that are neither
set -u
"$POLICEAI" lab import inspect "$SOURCE_DIR/tests/foreign/mmlu-one-item.eval"
"$POLICEAI" lab import inspect "$SOURCE_DIR/tests/foreign/mmlu-one-item.eval" --json
cat >samples.jsonl <<'R'
{"doc_id": 0, "doc": {}, "target": "1", "resps": [["1"]], "filter": "none", "metrics": ["acc", "f1"], "acc": 1.0, "f1": ["1", ["1"]]}
{"doc_id": 1, "doc": {}, "target": "0", "resps": [["1"]], "filter": "none", "metrics": ["acc", "f1"], "acc": 0, "f1": ["0", ["1"]]}
{"doc_id": 2, "doc": {}, "target": "0", "resps": [["0"]], "filter": "none", "metrics": ["acc", "f1"], "acc": true, "f1": ["0", ["0"]]}
R
"$POLICEAI" lab import lm-eval samples.jsonl
echo '{"doc_id": 3}' >>samples.jsonl
"$POLICEAI" lab import lm-eval samples.jsonl 2>&1
"$POLICEAI" lab import inspect samples.jsonl 2>&1
python3 - "$SOURCE_DIR/tests/foreign/mmlu-one-item.eval" <<'P'
import sys
data = bytearray(open(sys.argv[1], "rb").read())
at = data.index(b"PK\x01\x02")
data[at + 10] = 93  # Zstandard
open("zstd.eval", "wb").write(data)
open("cut.eval", "wb").write(data[:2000])
P
"$POLICEAI" lab import inspect zstd.eval 2>&1
"$POLICEAI" lab import inspect cut.eval 2>&1
[ ! -e policeai-data ] && echo "nothing was recorded"
