"""What was removed is in no byte of the data folder, of an answer, or of the next static copy, in whatever form; what rested on it says so, and the
log still verifies. Texts are planted in a tool's description, a benchmark, its items, a statement and an opened gap."""
import hashlib
import json

import traces
from installation import Installation
from traces import needles

PLANTED = {"supplier": "Zebedee Quilfeather Ltd", "title": "Quibblethwaite trial", "item": "Hepzibah Wrothlesby",
           "body": "Ptolemy Nockolds said so", "gap": "Araminta Fothersgill"}


WANTED = tuple(set().union(*parts) for parts in zip(*(needles(text) for text in PLANTED.values())))


def found_in(data):
    return traces.found_in(data, WANTED)


def files_that_tell(folder):
    return traces.files_that_tell(folder, WANTED)


def ask(server, path):
    return traces.ask(server.address, path)


def addresses(server):
    return set(traces.crawl(server.address))


def pages_that_tell(server, known):
    return [path for path in known if found_in(ask(server, path)[1])]


def statements(house):
    return {kind: ident for ident, kind in house.rows("public.db", "SELECT id, type FROM statement ORDER BY log_index")}


def plant(house):
    house.add_tool()
    manifest = house.folder / "build/tools/steady/tool.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "supplier": PLANTED["supplier"]}))
    house.add_benchmark(40)
    folder = house.folder / "benchmarks/tiny"
    rows = (folder / "items.jsonl").read_text().replace("Made up 7", PLANTED["item"])
    (folder / "items.jsonl").write_text(rows)
    definition = json.loads((folder / "benchmark.json").read_text())
    definition["title"] = PLANTED["title"]
    definition["files"][0].update(bytes=len(rows), sha256=hashlib.sha256(rows.encode()).hexdigest())
    (folder / "benchmark.json").write_text(json.dumps(definition))


with Installation() as house:
    plant(house)
    server = house.start("--no-measure")
    done = house.command("lab", "run", "steady", "tiny", "--json")
    assert done.returncode == 0, done.stderr
    assert house.append_client("1", "sample.said/1", json.dumps({"text": PLANTED["body"]})).wait(20) == 0
    some = statements(house)["sample.said/1"]
    client = house.append_client("1", "gap.opened/1", json.dumps(
        {"openings": [{"pointer": "/text", "salt": "ab" * 32, "statement": some, "value": PLANTED["gap"]}]}))
    assert client.wait(20) == 0, client.stderr.read()
    assert house.append_client("400").wait(60) == 0

    envelope = house.evidence()[0]
    kept = house.folder / "kept"
    kept.mkdir()
    stem = envelope.name.removesuffix(".dsse.json")
    for path in envelope.parent.glob(stem + ".*"):
        (kept / path.name).write_bytes(path.read_bytes())
    copy = kept / envelope.name
    assert house.command("verify", copy).returncode == 0
    # of this public benchmark answers and counts are published under their digests, too
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in kept.glob("*.json*")]
    published = [house.data / "blobs/public" / digest[:2] / digest[2:] for digest in digests]
    assert len(published) == 5 and all(path.exists() for path in published), published

    before = addresses(server)
    told = {needle for found in files_that_tell(house.data).values() for needle in found}
    for name, text in PLANTED.items():
        if name != "item":  # of an item only the answers are published, and this tool's do not repeat it
            assert text.encode() in told, name
    assert pages_that_tell(server, before)

    all_of_them = statements(house)
    ids = {kind: all_of_them[kind] for kind in ("tool.listed/1", "benchmark.listed/1", "sample.said/1", "gap.opened/1")}
    static = house.folder / "static"
    done = house.command("publish", "--static", static)
    assert done.returncode == 0, done.stderr
    assert files_that_tell(static)

    looked = house.command("remove", *ids.values(), "--ground", "erasure", "--role", "records manager")
    assert looked.returncode == 1 and "would be removed" in looked.stdout and "add --yes" in looked.stderr, looked
    assert found_in((house.data / f"log/body/{ids['sample.said/1']}").read_bytes())

    # the run alone: its evidence stands, counts no more and says why
    done = house.command("remove", all_of_them["run.registered/1"], "--ground", "court order", "--role", "records manager",
                         "--yes")
    assert done.returncode == 0, done.stderr
    verdict = house.command("verify", copy)
    assert verdict.returncode == 5 and "court order" in verdict.stdout, verdict
    sha256 = house.rows("public.db", "SELECT envelope FROM evidence_withdrawn")[0][0]
    status, page = ask(server, f"/evidence/{sha256}")
    assert status == 410 and b"court order" in page, page

    ids["evidence.issued/1"] = all_of_them["evidence.issued/1"]
    done = house.command("remove", *ids.values(), "--ground", "erasure", "--role", "records manager", "--yes", "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["scrubbed"] is True

    def nothing_is_left(server):
        assert files_that_tell(house.data) == {}
        left = pages_that_tell(server, before | addresses(server))
        assert left == [], left
        assert not list(house.data.glob("evidence/*/*.*"))
        assert not [path for path in published if path.exists()]
        for ident in ids.values():
            status, data = ask(server, f"/body/{ident}")
            assert (status, data.decode()) == (410, report["removal"] + "\n")
            assert not found_in(ask(server, f"/proof/{ident}.tlog-proof")[1])
            _, page = ask(server, f"/log/{ident}.json")
            said = json.loads(page)["removal"]
            assert said["id"] == report["removal"] and said["ground"] == "erasure" and said["role"] == "records manager"
            assert b"records manager" in ask(server, f"/log/{ident}")[1]
        status, page = ask(server, f"/evidence/{sha256}")
        assert status == 404 and report["removal"].encode() not in page and b"erasure" in page
        done = house.command("ledger", "verify", "--json")
        assert done.returncode == 0 and json.loads(done.stdout)["removed"] == 6, done

    nothing_is_left(server)
    done = house.command("publish", "--static", static)
    assert done.returncode == 0, done.stderr
    assert files_that_tell(static) == {}
    verdict = house.command("verify", copy)
    assert verdict.returncode == 5 and "erasure" in verdict.stdout, verdict
    assert server.end() == 0
    for path in house.data.glob("public.db*"):
        path.unlink()
    server = house.start("--no-measure")
    nothing_is_left(server)
    again = house.command("remove", ids["sample.said/1"], "--ground", "erasure", "--role", "records manager", "--yes")
    assert again.returncode == 0 and "already removed by " + report["removal"] in again.stdout, again
    assert server.end() == 0
    assert files_that_tell(house.data) == {}
