# broken, empty, huge or unfit files are refused with one line and leave nothing; what was stopped goes on; two calls never mix
try() { "$POLICEAI" benchmark perturb "$@" 2>&1 | sed "s|$PWD|.|g; s|$SOURCE_DIR/||g; s/[0-9a-f]\{64\}/HEX/g; s/[0-9]* of 40 files/N of 40 files/"; }
cat >make.py <<'P'
import hashlib, json, pathlib, struct, sys
name, task, key, expected, *files = sys.argv[1:]
folder = pathlib.Path(name); (folder / "f").mkdir(parents=True)
rows = []
for i, file in enumerate(files):
    kind, path = file.split("=")
    wav = lambda samples: b"RIFF" + struct.pack("<I", 36 + 2 * len(samples)) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 16000, 2, 16) \
        + b"data" + struct.pack("<I", 2 * len(samples)) + struct.pack(f"<{len(samples)}h", *[s % 60000 - 30000 for s in samples])
    data = {"empty": b"", "text": b"no media at all\n", "wav": wav([i * 37 * s for s in range(4000)]), "silent": wav([30000] * 800),
            "cut": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "cutjpeg": b"\xff\xd8\xff\xe0\0\x10JFIF\0", "huge": b"P5 30000 30000 255\n", "short": b"P5 30 30 255\nabc",
            "deep": b"P5 1 1 65535\nab", "pgm": b"P5\n# a note\n8 8\n255\n" + bytes(range(64)), "pdf": b"%PDF-1.7\n"}[kind]
    (folder / "f" / path).write_bytes(data)
    sides = {"left": {"file": f"f/{path}"}, "right": {"file": f"f/{path}"}} if key == "right" else {key: {"file": f"f/{path}"}}
    rows.append({"id": f"i{i:03}", "input": sides, "expected": json.loads(expected), "groups": {}, "cluster": f"c{i}", "split": "test"})
(folder / "items.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
listed = [str(p.relative_to(folder)) for p in sorted(folder.rglob("*")) if p.is_file()]
(folder / "benchmark.json").write_text(json.dumps({"id": name, "version": "1", "task": task, "title": "Sample", "licence": "CC0-1.0", "source": "made up",
    "sensitivity": "synthetic", "exposure": "open", "groups": {}, "metrics": {}, "files": [
    {"path": p, "sha256": hashlib.sha256((folder / p).read_bytes()).hexdigest(), "bytes": (folder / p).stat().st_size} for p in listed]}))
P
for kind in empty text silent; do python3 make.py $kind transcription audio '{"text":"a"}' wav=a.wav $kind=b.wav; try ./$kind white-noise=1 --to out; done
for kind in cut cutjpeg huge short deep pdf; do python3 make.py $kind ocr image '{"text":"a"}' pgm=a.pgm $kind=b.pgm; try ./$kind blur=1 --to out; done
python3 make.py lone transcription audio '{"text":"a"}' wav=a.wav
try ./lone babble=1 --to out
python3 make.py timed transcription audio '{"text":"a","words":[]}' wav=a.wav
try ./timed speed=1 --to out
try ./timed blur=1 --to out
try ./timed quiet=6 --to out
try ./timed quiet=1 blur=1 --to out
try ./timed quiet=1 --at /text --to out
try ./timed quiet=1 --only kind --to out
try redaction-uk quiet=1 --to out
python3 make.py faces face-verification right '{"match":"yes"}' pgm=a.pgm pgm=b.pgm
try ./faces downscale=1 --to pairs
grep -c '"left": *{"file": *"f/[ab].pgm"}' pairs/items.jsonl
ls
# stopped in the midst, taken up again; the same benchmark as without
python3 make.py many transcription audio '{"text":"a"}' wav=0.wav wav=1.wav wav=2.wav wav=3.wav wav=4.wav wav=5.wav wav=6.wav wav=7.wav
try ./many reverberation --to whole | tail -1 >digest
"$POLICEAI" benchmark perturb ./many reverberation --to whole2 >/dev/null 2>&1 &
for _ in $(seq 600); do
    [ "$(find whole2.making -path '*perturbed*.wav' 2>/dev/null | wc -l)" -ge 3 ] && break
    sleep 0.05
done
try ./many reverberation --to whole2
kill -TERM $!
wait $! || echo "stopped, status $?"
ls -d whole2.making
try ./many reverberation --seed 2 --to whole2
try ./many reverberation --to whole2 | tail -1 | cmp - digest && echo "as without a stop"
ls -A whole2
