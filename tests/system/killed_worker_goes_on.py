"""A worker killed in the middle is started again, takes up its run, and the results are the same bytes as those of
a run that nothing disturbed; the tools of the killed one are gone."""
import os
import signal

from installation import Installation, wait_for


def measure(house, kills):
    server = house.start()
    for answers in range(10, 10 + 20 * kills, 20):
        wait_for(f"{answers} answers", lambda: any(p.read_text().count("\n") >= answers
                                                   for p in house.data.glob("runs/*/journal.jsonl")))
        os.kill(server.children()["worker"], signal.SIGKILL)
    wait_for("the measurement", lambda: server.said("steady on tiny: measured"))
    assert server.err.read_text().count('"event":"restart"') == kills, server.err.read_text()
    assert server.end() == 0
    types = [row[0] for row in house.rows("public.db", "SELECT type FROM statement")]
    assert types.count("run.registered/1") == 1, types
    assert house.command("verify", *house.evidence()).returncode == 0
    return next(house.data.glob("evidence/**/*.results.jsonl")).read_bytes()


results = []
for kills in (0, 2):
    with Installation() as house:
        house.add_tool()
        house.add_benchmark(60)
        results.append(measure(house, kills))
assert results[0] == results[1]
assert results[0].count(b"\n") == 60
