"""A service over HTTP is asked in place of a tool: what it does to an item costs that item, and what evidence says of it."""
import base64
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

source = pathlib.Path(os.environ["SOURCE_DIR"])
LABELS = ["bins", "noise", "theft"]
# what the server does to the item, and what must become of it
TRICKS = {
    "busy": ("answered", None, 2), "fails": ("error", "status", 2), "denied": ("error", "status", 1),
    "no json": ("error", "malformed", 1), "no content": ("error", "malformed", 1), "nonsense": ("error", "unreadable", 1),
    "both": ("error", "unreadable", 1), "wordy": ("answered", None, 1), "cut": ("error", "cut-off", 1), "slow": ("timeout", None, 1),
    "huge": ("error", "limit", 1), "short": ("error", "unreachable", 2), "hangs up": ("error", "unreachable", 2),
    "chunks": ("answered", None, 1), "moved": ("error", "status", 1), "varies": ("answered", None, 1),
}


def make_benchmark(folder, texts, sensitivity):
    rows = [{"id": f"i{n:02}", "input": {"text": text, "labels": LABELS}, "expected": {"label": "theft"}, "groups": {},
             "cluster": f"c{n}", "split": "test"} for n, text in enumerate(texts)]
    items = "".join(json.dumps(row) + "\n" for row in rows).encode()
    folder.mkdir()
    (folder / "items.jsonl").write_bytes(items)
    (folder / "benchmark.json").write_text(json.dumps({
        "id": folder.name, "version": "1", "task": "text-classification", "title": "T", "licence": "MIT", "source": "made up",
        "sensitivity": sensitivity, "exposure": "open", "groups": {}, "metrics": {},
        "files": [{"path": "items.jsonl", "bytes": len(items), "sha256": hashlib.sha256(items).hexdigest()}]}))
    return [row["id"] for row in rows]


def lab_run(service, benchmark, *more, status=0):
    pathlib.Path("service.json").write_text(json.dumps(service))
    run = subprocess.run([os.environ["POLICEAI"], "lab", "run", "--service", "service.json", f"./{benchmark}", "--json", *more],
                         capture_output=True, text=True)
    assert run.returncode == status, (run.returncode, run.stdout, run.stderr)
    return json.loads(run.stdout) if run.stdout else {}, run.stderr


def files_of(result):
    stem = result["evidence"].removesuffix(".dsse.json")
    predicate = json.loads(base64.b64decode(json.load(open(result["evidence"]))["payload"]))["predicate"]
    rows = {row["id"]: row for row in map(json.loads, open(stem + ".results.jsonl"))}
    timing = [json.loads(line) for line in open(stem + ".timing.jsonl")]
    return predicate, rows, {row["id"]: row for row in timing if row.get("pass") == 1}, timing[-1]


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    os.environ["DATA"] = folder + "/data"
    server = subprocess.Popen([sys.executable, source / "tests/support/completions_server.py", "port", "log"])
    try:
        while not pathlib.Path("port").exists():
            time.sleep(0.05)
            assert server.poll() is None
        address = f"http://127.0.0.1:{open('port').read()}/v1"
        texts = [f"A bicycle, number {n}, was taken." for n in range(6)] + ["Text without [[{{/labels}}]] filled in"]
        ids = make_benchmark(pathlib.Path("tricks"), texts + [f"[[{trick}]] A bicycle was taken." for trick in TRICKS], "operational")
        pathlib.Path("token").write_text("s3cret-made-up\n")
        service = {"service": 1, "adapter": "openai", "address": address, "supplier": "Tests", "model": "sorter-1",
                   "task": "text-classification", "template": "text-classification", "parameters": {"max_tokens": 20, "top_p": 0.5},
                   "limits": {"seconds_per_item": 6, "retries": 1}, "price": {"currency": "GBP", "in": "1.5", "out": "6"},
                   "token_file": "token"}
        result, _ = lab_run(service, "tricks")
        predicate, rows, times, summary = files_of(result)
        for number, (trick, (outcome, code, attempts)) in enumerate(TRICKS.items(), len(texts)):
            row = times[ids[number]]
            assert (row["outcome"], row.get("code"), row["attempts"]) == (outcome, code, attempts), (trick, row)
            assert rows[ids[number]]["outcome"] == outcome
        assert all(rows[i]["outcome"] == "answered" and rows[i]["output"] == '{"label":"theft"}' for i in ids[:6]), rows
        assert len(rows) == len(ids)
        print("each trick costs its own item")

        said = [json.loads(line) for line in open("log")]
        first = said[0]["request"]
        assert said[0]["path"] == "/v1/chat/completions" and said[0]["authorization"] == "Bearer s3cret-made-up"
        assert (first["temperature"], first["max_tokens"], first["top_p"], first["model"]) == (0, 20, 0.5, "sorter-1")
        assert 0 <= first["seed"] < 2 ** 31 and {r["request"]["seed"] for r in said} == {first["seed"]}
        prompts = [r["request"]["messages"][-1]["content"] for r in said]
        assert all("Labels: bins, noise, theft" in p for p in prompts)
        assert any("[[{{/labels}}]]" in p for p in prompts), "what stands in an input is not filled in"
        assert not any("expected" in json.dumps(r) or "i00" in json.dumps(r) for r in said)

        assert predicate["tool"] == {"endpoint": address, "kind": "service", "model": "sorter-1", "supplier": "Tests"}
        template = (source / "reference/prompts/text-classification.json").read_bytes()
        assert predicate["parameters"] == {
            "adapter": "openai", "max_tokens": 20, "seconds_per_item": 6, "template": "text-classification 1",
            "template_sha256": hashlib.sha256(template).hexdigest(), "temperature": 0, "top_p": "0.5"}, predicate["parameters"]
        isolation = predicate["isolation"]
        assert isolation["level"] == "remote" and isolation["inputs"] == "given to a service on this machine"
        assert isolation["model_dated"] == "2026-01-01" and isolation["model_reported"] == "sorter-1-0101"
        assert isolation["system_fingerprint"] == "fp_1" and len(isolation["probed"]) == 10 and "observed" not in predicate
        assert predicate["varies"]["denominator"] == len(ids) and predicate["varies"]["numerator"] == 1, predicate["varies"]
        counted = sum(row.get("tokens_in", 0) for row in times.values())
        spent = summary["service"]
        assert spent["tokens_in"] == counted > 0 and spent["repeats"]["tokens_in"] > 0
        assert spent["cost"] == "%.12g" % ((spent["tokens_in"] * 1.5 + spent["tokens_out"] * 6) / 1e6), spent
        everything = b"".join(p.read_bytes() for p in pathlib.Path("data").rglob("*") if p.is_file())
        assert b"s3cret-made-up" not in everything, "the token is kept nowhere"
        print("asked as declared, told in full")

        verified = subprocess.run([os.environ["POLICEAI"], "verify", result["evidence"], "--benchmarks", "."], capture_output=True, text=True)
        assert verified.returncode == 0 and verified.stdout.count("holds") == 4, verified.stdout
        print("its evidence verifies")

        make_benchmark(pathlib.Path("plain"), texts[:6], "synthetic")
        http = {"service": 1, "adapter": "http", "address": address.removesuffix("/v1") + "/sort", "supplier": "Tests",
                "model": "sort", "task": "text-classification", "answer": "/result/answer"}
        result, _ = lab_run(http, "plain")
        predicate, rows, _, _ = files_of(result)
        assert all(row["output"] == '{"label": "theft"}' for row in rows.values()), rows
        assert predicate["parameters"] == {"adapter": "http", "answer": "/result/answer", "seconds_per_item": 60}
        assert predicate["varies"] == {"denominator": 6, "numerator": 0}
        print("http: the input as it is, the answer at its pointer")

        def refused(words, benchmark="plain", *more, **changed):
            given = {key: value for key, value in {**service, **changed}.items() if value is not None}
            result, told = lab_run(given, benchmark, *more, status=2)
            assert result["run"] == "" and words in told, (words, told)

        refused("sorter-1", model="other")  # the hint lists what it has
        refused("--remote", address="http://192.0.2.1/v1", token_file=None)
        refused("would leave this machine", goes_to="api.example.com")
        refused("only a public or synthetic benchmark", "tricks", "--remote", goes_to="api.example.com")
        refused("unencrypted", "plain", "--remote", address="http://192.0.2.1/v1")
        refused("no --workers", "plain", "--workers", "2")
        refused("set by the adapter", parameters={"seed": 1})
        refused("is for text-redaction", template="text-redaction")
        refused("cannot reach", address="http://127.0.0.1:9/v1")
        result, _ = lab_run({**service, "goes_to": "api.example.com"}, "plain", "--remote")
        predicate, _, _, _ = files_of(result)
        assert predicate["isolation"]["inputs"] == "seen by the supplier" and predicate["tool"]["endpoint"] == "api.example.com"
        print("terms are kept")
    finally:
        server.kill()
        server.wait()
