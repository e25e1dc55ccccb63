"""Ctrl-C while a tool is measured: it ends in time, and the next start goes on from the journal."""
from installation import Installation, wait_for

with Installation() as house:
    house.add_tool()
    house.add_benchmark(100)
    server = house.start()
    journal = wait_for("a journal with answers", lambda: [p for p in house.data.glob("runs/*/journal.jsonl")
                                                          if p.read_text().count("\n") > 5])[0]
    assert server.end() == 0
    assert server.said("steady on tiny: stopped; goes on at the next start"), server.err.read_text()
    assert house.rows("jobs.db", "SELECT state, attempts FROM job") == [("waiting", 0)]
    before = journal.read_text().count("\n")
    assert 5 < before < 100, before
    server = house.start()
    wait_for("the measurement", lambda: server.said("steady on tiny: measured"))
    assert server.end() == 0
    types = [row[0] for row in house.rows("public.db", "SELECT type FROM statement")]
    assert types.count("run.registered/1") == 1 and types.count("evidence.issued/1") == 1, types
