#!/usr/bin/env python3
"""vectors.py [FOLDER]: writes vectors for check_vectors, one JSON object a line.

Without a folder: vectors made here, from the words of RFC 6962 and RFC 8032, by code that shares
nothing with the program: every inclusion and consistency proof of trees up to 40 leaves, each also
broken in several ways; Ed25519 signatures that a lax verifier would take.

With a folder that holds checkouts named merkle (transparency-dev), tessera (transparency-dev) or
wycheproof (C2SP): those projects' own vectors too. They are not carried here.
"""
import base64
import hashlib
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import curve  # noqa: E402

LARGEST = 40


def sha(data):
    return hashlib.sha256(data).digest()


def emit(**vector):
    vector["holds"] = "yes" if vector["holds"] else "no"
    print(json.dumps(vector))


# --- trees, by the definitions of RFC 6962, 2.1


def split(n):
    k = 1
    while 2 * k < n:
        k *= 2
    return k


def tree(leaves):
    if len(leaves) < 2:
        return leaves[0] if leaves else sha(b"")
    k = split(len(leaves))
    return sha(b"\1" + tree(leaves[:k]) + tree(leaves[k:]))


def path(m, leaves):
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    return path(m, leaves[:k]) + [tree(leaves[k:])] if m < k else path(m - k, leaves[k:]) + [tree(leaves[:k])]


def proof(m, leaves, whole=True):
    if m == len(leaves):
        return [] if whole else [tree(leaves)]
    k = split(len(leaves))
    if m <= k:
        return proof(m, leaves[:k], whole) + [tree(leaves[k:])]
    return proof(m - k, leaves[k:], False) + [tree(leaves[:k])]


def hexes(hashes):
    return [h.hex() for h in hashes]


def broken(hashes):
    """Other proofs: a bit flipped, one short, one long, two changed about."""
    yield "one more hash", hashes + [sha(b"more")]
    if hashes:
        first = bytes([hashes[0][0] ^ 1]) + hashes[0][1:]
        yield "a bit of the first hash", [first] + hashes[1:]
        yield "the last hash left out", hashes[:-1]
    if len(hashes) > 1 and hashes[0] != hashes[-1]:
        yield "ends changed about", [hashes[-1]] + hashes[1:-1] + [hashes[0]]


def made_inclusion(leaves, n):
    root = tree(leaves[:n])
    for m in range(n):
        good = path(m, leaves[:n])
        base = dict(source="made: inclusion", kind="inclusion", index=m, size=n, leaf=leaves[m].hex(), root=root.hex())
        emit(**base, proof=hexes(good), what="good", holds=True)
        for what, bad in broken(good):
            emit(**base, proof=hexes(bad), what=what, holds=False)
        emit(**{**base, "root": sha(root).hex()}, proof=hexes(good), what="another root", holds=False)
        emit(**{**base, "leaf": sha(leaves[m]).hex()}, proof=hexes(good), what="another leaf", holds=False)
        emit(**{**base, "index": n + m}, proof=hexes(good), what="index past the end", holds=False)


def made_consistency(leaves, n):
    for m in range(1, n + 1):
        good = proof(m, leaves[:n])
        base = dict(source="made: consistency", kind="consistency", first=m, second=n, root1=tree(leaves[:m]).hex(), root2=tree(leaves[:n]).hex())
        emit(**base, proof=hexes(good), what="good", holds=True)
        for what, bad in broken(good):
            emit(**base, proof=hexes(bad), what=what, holds=False)
        emit(**{**base, "root1": sha(b"x").hex()}, proof=hexes(good), what="another first root", holds=False)
        emit(**{**base, "root2": sha(b"x").hex()}, proof=hexes(good), what="another second root", holds=False)
        if m < n:
            emit(**{**base, "first": n, "second": m}, proof=hexes(good), what="sizes changed about", holds=False)


# --- signatures


def made_signatures():
    def case(what, holds, key, sig, message=b"message"):
        emit(source="made: Ed25519, strict", kind="ed25519", key=key.hex(), sig=sig.hex(), message=message.hex(), what=what, holds=holds)

    for seed in (bytes(32), bytes(range(32)), sha(b"seed")):
        for message in (b"", b"message", bytes(300)):
            public, sig = curve.sign(seed, message)
            case("good", True, public, sig, message)
            case("another message", False, public, sig, message + b"x")
            s = int.from_bytes(sig[32:], "little")
            for times in (1, 2, 15):
                if s + times * curve.L < 2**256:
                    case(f"S + {times} L", False, public, sig[:32] + (s + times * curve.L).to_bytes(32, "little"), message)
            case("top bit of S", False, public, sig[:63] + bytes([sig[63] | 0x80]), message)
    for point in curve.small_order_encodings():
        case("small-order key, S = 0", False, point, curve.encode((0, 1, 1, 0)) + bytes(32))
        case("small-order key and R", False, point, point + bytes(32))
    public, _ = curve.sign(bytes(32), b"message")
    for point in curve.small_order_encodings():
        case("small-order R", False, public, curve.with_r(bytes(32), b"message", point))


# --- others' vectors, from their checkouts


def b64hex(text):
    return base64.b64decode(text or "").hex()


def root_hex(text):
    """One of the roots is a sentence, to say that it does not matter: its digest serves."""
    raw = base64.b64decode(text or "")
    return (sha(raw) if raw and len(raw) != 32 else raw).hex()


def merkle(folder):
    for name in sorted((folder / "testdata/inclusion").rglob("*.json")):
        v = json.loads(name.read_text())
        emit(source="transparency-dev/merkle inclusion", kind="inclusion", index=v["leafIdx"], size=v["treeSize"], leaf=b64hex(v["leafHash"]),
             root=b64hex(v["root"]), proof=[b64hex(p) for p in v["proof"] or []], what=str(name), holds=not v["wantErr"])
    for name in sorted((folder / "testdata/consistency").rglob("*.json")):
        v = json.loads(name.read_text())
        if v["size1"] == 0 < v["size2"] and not v["proof"] and root_hex(v["root1"]) == sha(b"").hex():
            continue  # refused there as useless; taken here, since a witness begins from nothing (c2sp.org/tlog-witness)
        emit(source="transparency-dev/merkle consistency", kind="consistency", first=v["size1"], second=v["size2"], root1=root_hex(v["root1"]),
             root2=root_hex(v["root2"]), proof=[b64hex(p) for p in v["proof"] or []], what=str(name), holds=not v["wantErr"])


def tessera(folder):
    log = folder / "testdata/log"
    vkey = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"
    for size in range(1, 16):
        emit(source="transparency-dev/tessera log", kind="checkpoint", vkey=vkey, note=(log / f"checkpoint.{size}").read_text(),
             entries=(log / f"tile/entries/000.p/{size}").read_bytes().hex(), what=f"size {size}", holds=True)
        emit(source="transparency-dev/tessera log", kind="checkpoint", vkey=vkey, note=(log / f"checkpoint.{size}").read_text(),
             entries=(log / f"tile/entries/000.p/{size % 15 + 1}").read_bytes().hex(), what=f"size {size}, other entries", holds=False)


def wycheproof(folder):
    vectors = json.loads((folder / "testvectors_v1/ed25519_test.json").read_text())
    for group in vectors["testGroups"]:
        for test in group["tests"]:
            emit(source="C2SP/wycheproof Ed25519", kind="ed25519", key=group["publicKey"]["pk"], sig=test["sig"], message=test["msg"],
                 what=f"tcId {test['tcId']} {test['comment']}", holds=test["result"] == "valid")


def main():
    leaves = [sha(b"\0" + bytes([i]) * i) for i in range(LARGEST)]
    for n in range(1, LARGEST + 1):
        made_inclusion(leaves, n)
        made_consistency(leaves, n)
    made_signatures()
    if len(sys.argv) > 1:
        root = pathlib.Path(sys.argv[1])
        for name, read in (("merkle", merkle), ("tessera", tessera), ("wycheproof", wycheproof)):
            if (root / name).is_dir():
                read(root / name)
            else:
                print(f"vectors: {name} is absent from {root}", file=sys.stderr)


main()
