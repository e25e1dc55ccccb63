"""Tools for tests of scoring: one answers from a table what is expected, another always the same. And the totals of a run."""
import json
import os
import sys

TOOL = """#!/usr/bin/python3
import hashlib, json, sys
table = json.load(open("table.json"))
sys.stdin.readline()
print(json.dumps({{"ready": True, "id": "{name}", "version": "1", "window": 8}}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    if "cancel" not in request:
        seen = {seen}
        output = table["known"].get(hashlib.sha256(seen).hexdigest(), table["else"])
        print(json.dumps({{"id": request["id"], "output": output}}), flush=True)
"""


def write(name, task, seen, known, otherwise):
    """A folder NAME with a tool of the task. `seen`: an expression for the bytes of request["input"] whose SHA-256 `known` is by."""
    os.mkdir(name)
    manifest = {"protocol": 1, "id": name, "version": "1", "name": name, "task": task, "supplier": "tests", "licence": "MIT", "run": ["./tool.py"], "runtime": "debian12",
                "resources": {"memory_mb": 128, "start_seconds": 30, "seconds_per_item": 20}, "intended_use": "tests", "not_for": "anything else", "limitations": ["is told what is expected"]}
    with open(name + "/tool.json", "w") as file:
        json.dump(manifest, file)
    with open(name + "/table.json", "w") as file:
        json.dump({"known": known, "else": otherwise}, file)
    with open(name + "/tool.py", "w") as file:
        file.write(TOOL.format(name=name, seen=seen))
    os.chmod(name + "/tool.py", 0o755)


def totals(tool, out):
    """Prints the figures of all items of the run that `lab run --json` told of in the file `out`."""
    with open(out) as file:
        path = json.load(file)["evidence"].removesuffix(".dsse.json") + ".figures.json"
    with open(path) as file:
        for figure in json.load(file):
            if figure["group"] == "all":
                print(tool, figure["metric"], figure["n"], figure["clusters"], figure["numerator"], figure["denominator"])


if __name__ == "__main__":
    totals(sys.argv[1], sys.argv[2])
