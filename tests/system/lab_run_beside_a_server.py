"""`lab run` while a server measures: both append through the one keeper, and both evidences verify."""
import json

from installation import Installation, wait_for

with Installation() as house:
    house.add_tool()
    house.add_benchmark(60)
    house.add_benchmark(40, "other")
    server = house.start()
    wait_for("a journal of the worker", lambda: list(house.data.glob("runs/*/journal.jsonl")))
    done = house.command("lab", "run", "steady", "other", "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["status"] == "finished"
    assert house.command("verify", report["evidence"]).returncode == 0
    wait_for("the worker's own", lambda: server.said("steady on tiny: measured"))
    wait_for("the worker's second", lambda: server.said("steady on other: measured"))
    assert server.end() == 0
    assert len(house.evidence()) == 3
    for path in house.evidence():
        assert house.command("verify", path).returncode == 0
    house.verified_size()
