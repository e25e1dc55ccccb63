"""report_sentences.py MESSAGES REPORT EVIDENCE BENCHMARK COMPARED: reads every figure back out of the words of a report and compares it with what the
evidence, its files, the benchmark and the comparison say. A sentence with a figure that nobody here knows how to check is a failure."""
import base64
import json
import re
import sys

messages, report, evidence, benchmark, compared = sys.argv[1:]
words = json.load(open(messages))
paper = json.load(open(report))
stem = evidence.removesuffix(".dsse.json")
payload = json.loads(base64.b64decode(json.load(open(evidence))["payload"]))["predicate"]
bench = json.load(open(benchmark + "/benchmark.json"))
results = [json.loads(line) for line in open(stem + ".results.jsonl")]
ids = {row["id"] for row in results}
rows = [json.loads(line) for line in open(benchmark + "/items.jsonl")]
split = next(r["split"] for r in rows if r["id"] in ids)
of_split = [r for r in rows if r["split"] == split]
metric = payload["figures"][0]["metric"]
headline = payload["figures"][0]
scored = {json.loads(line)["id"] for line in open(stem + ".stats.jsonl") if json.loads(line)["metric"] == metric}
timing = [json.loads(line) for line in open(stem + ".timing.jsonl")]
together = json.load(open(compared))
BANNED = re.compile(r"\b(approv\w*|recommend\w*|safe\w*|accept\w*|suitable|trustworth\w*|good enough|fit for|certif\w*)\b", re.I)


def blocks():
    for block in paper["blocks"]:
        yield block
        for item in block.get("items", []):
            yield item


def table(caption, last=True):
    found = [b for b in paper["blocks"] if b["kind"] == "table" and b["caption"] == caption]
    return [[c["text"] for c in row["cells"]] for row in found[-1 if last else 0]["rows"]]


def verdicts(caption):
    told = [row[-1] for row in table(caption)]
    return {w: told.count(words["verdict." + w]) for w in ("different", "equivalent", "open", "few")}


def groups():
    return {(g, v) for r in of_split if r["id"] in scored for g, v in r.get("groups", {}).items()}


def pairs():
    counts = {}
    for r in of_split:
        if r["id"] in scored:
            own = sorted(r.get("groups", {}).items())
            for i, a in enumerate(own):
                for b in own[i + 1:]:
                    counts[a, b] = counts.get((a, b), 0) + 1
    return counts


def pair():
    return together["pairs"][0]


def value(found, name):
    return float(found[name])


def of_headline():
    low, high = map(float, headline["interval"])
    return {"value": value(headline, "value"), "low": low, "high": high, "items": headline["n"],
            "numerator": float(headline["numerator"]), "denominator": float(headline["denominator"])}


def of_groups():
    v = verdicts(words["table.groups"])
    return {"values": len(groups()), "judged": v["different"] + v["equivalent"] + v["open"], **{k: v[k] for k in ("different", "equivalent", "open")}}


def of_pairs():
    v = verdicts(words["table.pairs"])
    counts = pairs()
    return {"pairs": sum(n >= 30 for n in counts.values()), "few": sum(n < 30 for n in counts.values()),
            "different": v["different"], "equivalent": v["equivalent"]}


def of_bound(block):
    bound = block["figures"]["bound"]
    low, high = map(float, headline["interval"])
    holds = {"say.bound-above": low >= float(bound), "say.bound-under": high <= float(bound), "say.bound-not-reached": high < float(bound),
             "say.bound-passed": low > float(bound), "say.bound-inside": low < float(bound) < high}
    assert holds[block["id"]], block
    return {"bound": float(bound)}


answered = [r for r in timing if r.get("outcome") == "answered"]
EXPECTED = {
    "say.benchmark": lambda b: {"items": len(of_split), "clusters": len({r["cluster"] for r in of_split})},
    "say.headline": lambda b: of_headline(),
    "say.failed": lambda b: {"items": len(results), "failed": sum(r["outcome"] != "answered" for r in results)},
    "say.groups": lambda b: of_groups(),
    "say.pairs": lambda b: of_pairs(),
    "say.more-groups": lambda b: {"more": len(groups()) - len(table(words["table.groups"], last=False))},
    "say.characteristics": lambda b: {"absent": [r[1] for r in table(words["table.not-tested"])[:9]].count(words["cover.absent"])},
    "say.repeated": lambda b: {"differ": payload["varies"]["numerator"], "asked": payload["varies"]["denominator"]},
    "say.alone": lambda b: {"answers": sum(r["pass"] == 2 for r in answered)},
    "say.together": lambda b: {"answers": sum(r["pass"] == 1 for r in answered)},
    "say.contender": lambda b: {"items": next(t["items"] for t in together["tools"] if b["text"].startswith(t["name"]))},
    "say.margin": lambda b: {"margin": 0.1},
    "say.pair-margin": lambda b: {"margin": float(together["margin"])},
    "say.holm": lambda b: {"tests": together["tests"]},
    "say.difference": lambda b: {n: value(pair(), n) for n in ("difference", "low", "high")},
    "say.disagree": lambda b: {"differ": len(pair()["differ"]), "items": pair()["items"]},
    "say.equivalent": lambda b: {"margin": float(together["margin"])},
}
for name in ("above", "under", "not-reached", "passed", "inside"):
    EXPECTED["say.bound-" + name] = of_bound


def number(text):
    """A figure as it is written: 1,190; 79.9%; +12.8 points."""
    text = text.replace(",", "").replace("−", "-")
    if text.endswith("%"):
        return float(text[:-1]) / 100, 10 ** -(len(text[:-1].partition(".")[2]) + 2) / 2
    if text.endswith(" points"):
        text = text.removesuffix(" points")
        return float(text) / 100, 10 ** -(len(text.partition(".")[2]) + 2) / 2
    return float(text), 10 ** -len(text.partition(".")[2]) / 2


def read_back(block):
    template = words[block["id"]]
    pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(template))
    found = re.fullmatch(pattern, block["text"])
    assert found, (template, block["text"])
    return found.groupdict()


seen = set()
figures = 0
for block in blocks():
    text = block.get("text", "")
    assert not BANNED.search(text if "id" in block else ""), text
    if "id" not in block:
        continue
    said = read_back(block)
    seen.add(block["id"])
    assert not re.search(r"\d", re.sub(r"\{\w+\}|95%|5%|30 items|20 clusters|2010|of 9\b", "", words[block["id"]])), words[block["id"]]
    if not block["figures"]:
        continue
    assert block["id"] in EXPECTED, f"nobody checks {block['id']}"
    expected = EXPECTED[block["id"]](block)
    assert set(expected) == set(block["figures"]), (block, expected)
    for name, wanted in expected.items():
        text = said[name] + (" points" if name in ("low",) and block["id"] == "say.difference" and "points" not in said[name] else "")
        got, half = number(text)
        assert abs(got - wanted) <= half * 1.0001, (block["text"], name, got, wanted)
        assert abs(float(block["figures"][name]) - wanted) < 1e-9, (block, name, wanted)
        figures += 1
for id_, text in words.items():
    assert not BANNED.search(text), text
better = [b for b in blocks() if b.get("id") == "say.better"]
for block in better:
    sides = pair()["sides"]
    assert pair()["verdict"] == "different" and float(pair()["p_holm"]) <= 0.05
    best = max(sides, key=lambda s: float(s["value"]))
    assert read_back(block)["better"] == best["name"], block
print(f"sentences of {len(seen)} kinds, {figures > 25} that more than 25 figures were read back")
for wanted in ("say.headline", "say.groups", "say.pairs", "say.characteristics", "say.failed", "say.difference", "say.better"):
    assert wanted in seen, wanted
