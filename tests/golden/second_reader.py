#!/usr/bin/env python3
"""second_reader.py FOLDER: reads a golden log and its evidence by the words of the formats alone.

Shares nothing with the program: Python's hashlib, hmac, json and base64, and Ed25519 written here
from RFC 8032. Checks every hash, commitment, signature, counter, tree node and digest, and says how
much of each it checked.
"""
import base64
import hashlib
import hmac
import json
import pathlib
import sys

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)
checked = {}


def check(what, good):
    if not good:
        sys.exit(f"second reader: {what} does not hold")
    checked[what] = checked.get(what, 0) + 1


def sha(data):
    return hashlib.sha256(data).digest()


def b64(text):
    data = base64.b64decode(text, validate=True)
    check("base64 is the one form of its bytes", base64.b64encode(data).decode() == text)
    return data


# --- Ed25519 (RFC 8032, 5.1), points as (X, Y, Z, T)


def add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(k, p):
    result = (0, 1, 1, 0)
    while k:
        if k & 1:
            result = add(result, p)
        p = add(p, p)
        k >>= 1
    return result


def point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    xx = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(xx, (P + 3) // 8, P)
    if (x * x - xx) % P:
        x = x * ROOT_OF_MINUS_1 % P
    if (x * x - xx) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def equal(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


def verifies(public, signature, message):
    a, r = point(public), point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L or equal(times(8, a), (0, 1, 1, 0)):
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    return equal(times(s, BASE), add(r, times(h, a)))


# --- notes, keys, canonical JSON


def vkey(text):
    name, key_id, key = text.split("+", 2)
    raw = b64(key)
    check("verifier keys", raw[0] == 1 and len(raw) == 33 and sha(name.encode() + b"\n" + raw)[:4].hex() == key_id)
    return name, bytes.fromhex(key_id), raw[1:]


def key_name(public):
    return "policeai-key/" + hashlib.sha256(public).hexdigest()[:32]


def open_note(note, key):
    text, _, lines = note.rpartition("\n\n")
    name, key_id, public = key
    start = f"\u2014 {name} "
    mine = [b64(l[len(start):]) for l in lines.splitlines() if l.startswith(start)]
    check("signatures of notes", len(mine) == 1 and mine[0][:4] == key_id and verifies(public, mine[0][4:], (text + "\n").encode()))
    return text + "\n", lines.count("\n")


def canonical(value):
    # Keys by UTF-16 code units; ensure_ascii=False leaves what RFC 8785 leaves.
    def sort(v):
        if isinstance(v, dict):
            return {k: sort(v[k]) for k in sorted(v, key=lambda k: k.encode("utf-16-be"))}
        return [sort(x) for x in v] if isinstance(v, list) else v
    return json.dumps(sort(value), ensure_ascii=False, separators=(",", ":")).encode()


def only_strings_and_integers(value):
    if isinstance(value, dict):
        return all(only_strings_and_integers(v) for v in value.values())
    if isinstance(value, list):
        return all(only_strings_and_integers(v) for v in value)
    return isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**53)


def read_json(data):
    value = json.loads(data)
    check("documents in canonical form", canonical(value) == data and only_strings_and_integers(value))
    return value


# --- the tree (RFC 6962, 2.1)


def tree(leaves):
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return sha(b"\1" + tree(leaves[:k]) + tree(leaves[k:]))


def root_of_path(leaf, index, size, path):
    # RFC 9162, 2.1.3.2
    fn, sn, r = index, size - 1, leaf
    for p in path:
        if fn & 1 or fn == sn:
            r = sha(b"\1" + p + r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = sha(b"\1" + r + p)
        fn, sn = fn >> 1, sn >> 1
    return r if sn == 0 else None


def split_bundle(data):
    entries = []
    while data:
        n = int.from_bytes(data[:2], "big")
        entries.append(data[2:2 + n])
        data = data[2 + n:]
    return entries


def read_head(note, key):
    text, _ = open_note(note, key)
    origin, size, root = text.splitlines()
    check("checkpoints", origin == key[0])
    return int(size), b64(root)


def commitment(salt, *parts):
    return hmac.new(salt, b"\0".join(parts), hashlib.sha256).hexdigest()


def at_pointer(body, pointer):
    for part in pointer.split("/")[1:]:
        part = part.replace("~1", "/").replace("~0", "~")
        body = body[int(part)] if isinstance(body, list) else body[part]
    return body


class Log:
    def __init__(self):
        self.keys, self.seq, self.own_at = {}, {}, ""
        self.subject_of, self.bodies, self.header_of = {}, {}, {}

    def introduce(self, text, held="here"):
        name, key_id, public = vkey(text)
        check("key names", name == key_name(public))
        self.keys.setdefault(name, ((name, key_id, public), held))

    def statement(self, index, entry, body_of):
        note = entry.decode()
        first, header_text = note.split("\n")[:2]
        header = read_json(header_text.encode())
        other = first == "policeai-statement/v2"
        check("headers", (other or first == "policeai-statement/v1") and len(entry) <= 4096 and list(header) == ["at", "body", "by", "prev", "seq", "subject", "type"])
        statement = hashlib.sha256((first + "\n" + header_text + "\n").encode()).hexdigest()
        served = body_of(statement)
        body = None
        if served is not None:
            salt, data = served[:32], served[32:]
            body = read_json(data)
            made = commitment(salt, b"policeai-body/v1", header["subject"].encode(), header["type"].encode(), data)
            check("commitments of bodies", made == header["body"])
        if other:  # its place, header and body are checked; of its signature only that it is one line in its name
            lines = note.partition("\n\n")[2].splitlines()
            check("statements of another algorithm", len(lines) == 1 and lines[0].split(" ")[1] == header["by"] and header["by"] not in self.keys)
            b64(lines[0].split(" ")[2])
            if body is None:
                self.bodies[statement], self.header_of[statement] = None, header
            return statement, header["type"]
        if index == 0:
            self.introduce(body["centre_key"])
            self.introduce(body["recovery_key"])
            if "continues" in body:
                text, _, lines = body["continues"].partition("\n\n")
                check("what a genesis continues", len(text.splitlines()) == 3 and lines.startswith(f"\u2014 {text.splitlines()[0]} "))
            check("genesis", header["type"] == "genesis/1" and header["prev"] == [] and vkey(body["log_key"])[0] == body["origin"])
        key, held = self.keys[header["by"]]
        text, lines = open_note(note, key)
        check("one signature line", lines == 1)
        check("counters", header["seq"] == self.seq.get(header["by"], 0))
        self.seq[header["by"]] = header["seq"] + 1
        if held == "here":
            check("times of own leaves", header["at"] >= self.own_at)
            self.own_at = header["at"]
        for prev in header["prev"]:
            check("prev", self.subject_of[prev] == header["subject"])
        self.subject_of[statement] = header["subject"]
        self.bodies[statement], self.header_of[statement] = body, header
        if header["type"] == "key.introduced/1":
            self.introduce(body["key"], body["held"])
        if header["type"] == "key.replaced/1":
            self.introduce(body["new"])
        if header["type"] == "gap.opened/1":
            self.openings(body)
        return statement, header["type"]

    def openings(self, body):
        for o in body["openings"]:
            header, held = self.header_of[o["statement"]], self.bodies[o["statement"]]
            made = commitment(bytes.fromhex(o["salt"]), b"policeai-gap/v1", header["subject"].encode(),
                              header["type"].encode(), o["pointer"].encode(), canonical(o["value"]))
            check("openings of gaps", at_pointer(held, o["pointer"])["withheld"]["commitment"] == made)


def read_log(folder, expected):
    log_key = vkey(expected["log-key"])
    size, root = read_head((folder / "log/checkpoint").read_text(), log_key)
    name = f".p/{size}" if size < 256 else ""
    entries = split_bundle((folder / f"log/tile/entries/000{name}").read_bytes())
    leaves = [sha(b"\0" + e) for e in entries]
    check("the root", tree(leaves) == root and root.hex() == expected["root"] and len(entries) == size)
    check("tiles", (folder / f"log/tile/0/000{name}").read_bytes() == b"".join(leaves))

    def body_of(statement):
        path = folder / "log/body" / statement
        return path.read_bytes() if path.exists() else None

    log = Log()
    for i, entry in enumerate(entries):
        statement, kind = log.statement(i, entry, body_of)
        check("ids", f"{i} {statement} {kind}" == expected["leaves"][i])
    gone = [s for s, b in log.bodies.items() if b is None]
    named = [i for s, b in log.bodies.items() if b and log.header_of[s]["type"] == "body.removed/1" for i in b["ids"]]
    check("removals", gone == named)
    return log, log_key


def read_proof(folder, log, log_key, envelope):
    head, _, note = (folder / "evidence/sample.tlog-proof").read_text().partition("\n\n")
    lines = head.splitlines()
    check("proofs", lines[0] == "c2sp.org/tlog-proof@v1" and lines[1].startswith("extra ") and lines[2].startswith("index "))
    extra = b64(lines[1][6:])
    n = int.from_bytes(extra[:2], "big")
    entry, salt, body = extra[2:2 + n], extra[2 + n:34 + n], extra[34 + n:]
    size, root = read_head(note, log_key)
    check("inclusion", root_of_path(sha(b"\0" + entry), int(lines[2][6:]), size, [b64(l) for l in lines[3:]]) == root)
    header = json.loads(entry.decode().split("\n")[1])
    check("commitments of bodies", commitment(salt, b"policeai-body/v1", header["subject"].encode(), header["type"].encode(), body) == header["body"])
    issued = read_json(body)
    check("the envelope's digest", issued["envelope"] == hashlib.sha256(envelope).hexdigest())
    return issued["run"]


def read_evidence(folder, log, log_key, expected):
    line = (folder / "evidence/sample.dsse.json").read_bytes()
    check("one line", line.endswith(b"\n") and line.count(b"\n") == 1)
    envelope = read_json(line[:-1])
    payload = b64(envelope["payload"])
    kind = envelope["payloadType"].encode()
    signature, = envelope["signatures"]
    name, _, public = vkey(expected["evidence-key"])
    pae = b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)
    check("the envelope's signature", signature["keyid"] == name and verifies(public, b64(signature["sig"]), pae))
    run = read_proof(folder, log, log_key, line)
    statement = read_json(payload)
    predicate = statement["predicate"]
    check("the run", predicate["run"] == run)
    for key in ("benchmark", "parameters", "seed", "tool"):
        check("the run's registration", log.bodies[run][key] == predicate[key])
    tool = hashlib.sha256(canonical(predicate["tool"])).hexdigest()
    check("the subject", [s["digest"]["sha256"] for s in statement["subject"]] == [tool])
    for name, digest in predicate["files"].items():
        check("digests of files", hashlib.sha256((folder / f"evidence/sample.{name}").read_bytes()).hexdigest() == digest)
    figures = (folder / "evidence/sample.figures.json").read_bytes()
    check("figures", read_json(figures[:-1]) == predicate["figures"] and figures.endswith(b"\n"))
    results = (folder / "evidence/sample.results.jsonl").read_bytes().splitlines()
    rows = [read_json(r) for r in results]
    check("results by id", [r["id"] for r in rows] == sorted(r["id"] for r in rows))
    for row in rows:
        has = "output" in row
        check("results", has == (row["outcome"] == "answered") and (not has or hashlib.sha256(row["output"].encode()).hexdigest() == row["output_sha256"]))
    sums(folder, predicate["figures"])


def sums(folder, figures):
    """n, numerator and denominator of recall over all, from the stats."""
    stats = [read_json(l) for l in (folder / "evidence/sample.stats.jsonl").read_bytes().splitlines()]
    check("stats in order", [(s["id"], s["metric"]) for s in stats] == sorted((s["id"], s["metric"]) for s in stats))
    rows = [s["v"] for s in stats if s["metric"] == "entity.recall/1"]
    figure, = [f for f in figures if f["metric"] == "entity.recall/1" and f["group"] == "all"]
    found, wanted = sum(r[0] for r in rows), sum(r[1] for r in rows)
    check("a figure from its stats", (len(rows), found, wanted) == (figure["n"], figure["numerator"], figure["denominator"]) and figure["value"] == "%.12g" % (found / wanted))


def main():
    folder = pathlib.Path(sys.argv[1])
    lines = (folder / "expected.txt").read_text().splitlines()
    expected = dict(l.split(" ", 1) for l in lines[:5])
    expected["leaves"] = lines[5:]
    log, log_key = read_log(folder, expected)
    check("origin", expected["origin"] == "demo.invalid/" + hashlib.sha256(log_key[2]).hexdigest()[:16])
    if (folder / "evidence").exists():
        read_evidence(folder, log, log_key, expected)
    for what, count in checked.items():
        print(f"  {count:5} {what}")
    print(f"second reader: {sum(checked.values())} checks hold")


main()
