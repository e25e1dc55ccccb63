"""Two forces merge and the centre moves to a new body, on one log: old addresses answer, and what was proved before still is: proofs, checkpoints,
evidence measured by a force that is no more and by a centre that has another name. One force says so itself, the other has lost its key."""
import json
import sqlite3
import subprocess
import urllib.request

from installation import Installation


def fetch(server, path):
    with urllib.request.urlopen(server.address.rstrip("/") + path, timeout=10) as answer:
        return answer.status, answer.read().decode()


with Installation() as house:
    def run(*words, data=None, status=0):
        done = house.command(*words, data=data)
        assert done.returncode == status, (words, done.stdout, done.stderr)
        return done.stdout

    def key_of(data, use):
        return next(k["key"] for k in json.loads(run("key", "list", "--json", data=data)) if k["use"] == use)

    def carry(data, name):
        """What is new in a force's log, to the centre."""
        sent = json.loads(run("exchange", "out", house.folder / name, "--json", data=data))
        return json.loads(run("exchange", "in", house.folder / name, "--log-key", sent["log_key"], "--json"))

    def publish(*words, data=None):
        number = run("organisation", *words, data=data).split("number ")[1].split()[0]
        run("outbox", "send", number, data=data)

    def tables():
        with sqlite3.connect(f"file:{house.data}/public.db?mode=ro", uri=True) as db:
            names = [n for n, in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'progress' "
                                            "AND name NOT LIKE 'sqlite_%' ORDER BY 1")]
            return {name: sorted(db.execute(f"SELECT * FROM {name}"), key=repr) for name in names}

    house.add_tool()
    house.add_benchmark(40)
    old, lost = house.folder / "old", house.folder / "lost"
    run("init", "--authority", "register.invalid/2026", "--organisation", "sample-centre")
    run("init", "--authority", "old.invalid/log", "--organisation", "warwickshire", data=old)
    run("init", "--authority", "lost.invalid/log", "--organisation", "west-mercia", data=lost)
    for force, organisation in ((old, "warwickshire"), (lost, "west-mercia")):
        for use in ("statement", "evidence"):
            run("key", "introduce", key_of(force, use), "--organisation", organisation, "--use", use)
        run("lab", "run", "steady", "tiny", data=force)
        assert carry(force, force.name + ".bundle")["taken"] > 0
    run("lab", "run", "steady", "tiny")
    server = house.start("--no-measure")
    evidence = {path: data for data in (house.data, old, lost) for path in house.evidence(data)}
    assert len(evidence) == 3

    def evidence_holds():
        for path, data in evidence.items():  # each by the log it was measured under
            run("verify", path, data=data)

    evidence_holds()

    kept = {ident: fetch(server, f"/proof/{ident}.tlog-proof")[1]
            for ident, in house.rows("public.db", "SELECT id FROM statement")}
    addresses = ["/forces/warwickshire", "/forces/west-mercia"] + [f"/log/{ident}" for ident in kept]
    addresses += [f"/evidence/{sha}" for sha, in house.rows("public.db", "SELECT envelope FROM evidence")]
    assert len(addresses) == 2 + len(kept) + 3
    log_key = fetch(server, "/log.json")[1]
    log_key = json.loads(log_key)["log"]["log_key"]
    state = house.folder / "watched"
    watch = [house.program, "watch", server.address, "--state", state, "--key", log_key, "--json"]
    first = json.loads(subprocess.run(watch, text=True, stdout=subprocess.PIPE, check=True).stdout)
    assert first["size"] == len(kept)

    # the merger: one force says it, for the other the centre does once its lost key is ended
    publish("name", "mercian", "Mercian Sample Police", "--date", "2026-04-01", "--kind", "territorial force")
    publish("succeed", "warwickshire", "mercian", "--date", "2026-04-01", data=old)
    refused = house.command("organisation", "succeed", "west-mercia", "mercian", "--date", "2026-04-01")
    assert refused.returncode == 1 and "has a key of its own" in refused.stderr, refused
    assert carry(old, "again")["taken"] == 1
    for key in json.loads(run("key", "list", "--json")):
        if key["organisation"] == "west-mercia" and key["use"] == "statement":
            run("key", "revoke", key["name"], "--reason", "a made-up loss")
    publish("succeed", "west-mercia", "mercian", "--date", "2026-04-01")
    # the centre moves to a body that no list has
    publish("name", "national-sample", "National Sample Service", "--date", "2026-05-01", "--kind", "national body")
    publish("name", "sample-centre", "Sample Centre", "--date", "2026-01-01", "--kind", "national body")
    publish("succeed", "sample-centre", "national-sample", "--date", "2026-05-01")

    page = fetch(server, "/forces/warwickshire")[1]
    assert "Warwickshire Police became Mercian Sample Police on 1 April 2026." in page and 'href="/forces/mercian"' in page
    assert "National Sample Service" in fetch(server, "/forces/sample-centre")[1]
    forces = json.loads(fetch(server, "/forces.json")[1])
    assert forces["force_count"] == 42 and forces["published_count"] == 1, forces
    before = json.loads(fetch(server, "/forces.json?on=2026-03-31")[1])
    assert before["force_count"] == 43, before
    for address in addresses:
        assert fetch(server, address)[0] == 200, address
    for ident, proof in kept.items():
        path = house.folder / "kept.tlog-proof"
        path.write_text(proof)
        run("verify", path)
    second = json.loads(subprocess.run(watch, text=True, stdout=subprocess.PIPE, check=True).stdout)
    assert second["seen"] == first["size"] and not second["events"], second
    evidence_holds()

    # the new body's keys; the tables made again are the same
    assert server.end() == 0
    run("key", "replace", "statement")
    run("key", "replace", "evidence")
    evidence_holds()
    was = tables()
    assert any(was["organisation_succession"])
    (house.data / "public.db").unlink()
    house.start("--no-measure").end()
    now = tables()
    differs = [name for name in was if was[name] != now[name] and name != "meta"]
    assert not differs, differs
    run("ledger", "verify")
